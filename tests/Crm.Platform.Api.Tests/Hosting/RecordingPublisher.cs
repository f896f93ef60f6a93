using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Layers;
using Crm.Platform.Metadata.Publishing;

namespace Crm.Platform.Api.Tests.Hosting;

/// <summary>Answers with what it is given and remembers what was asked; what a draft means is the publisher's matter.</summary>
internal sealed class RecordingPublisher : IPublisher
{
    public List<string> Calls { get; } = [];

    public List<StoredDefinition> Definitions { get; } = [];

    public Failure? NextFailure { get; set; }

    public Task<Result<ImmutableArray<StoredDefinition>>> DefinitionsAsync(string kind, int? version, Caller caller, CancellationToken cancellationToken) =>
        AnswerAsync($"definitions {kind} {version}", caller, Definitions.Where(d => d.Kind == kind).ToImmutableArray());

    public Task<Result<LayeredDefinition>> LayersAsync(string kind, string name, int? version, Caller caller, CancellationToken cancellationToken) =>
        AnswerAsync($"layers {kind} {name} {version}", caller, new LayeredDefinition(
            new JsonObject { ["title"] = "Call" }, ["platform", "customisation"],
            ImmutableSortedDictionary<string, string>.Empty.Add("title", "customisation"), ImmutableSortedDictionary<string, JsonNode?>.Empty.Add("title", "Visit")));

    public Task<Result<DraftState>> ImportAsync(IReadOnlyList<StoredDefinition> definitions, Caller caller, CancellationToken cancellationToken) =>
        DraftAsync($"import {string.Join(',', definitions.Select(d => $"{d.Kind}:{d.Name}"))}", caller);

    public Task<Result<DraftState>> PutAsync(StoredDefinition definition, Caller caller, CancellationToken cancellationToken) =>
        DraftAsync($"put {definition.Kind} {definition.Name} {definition.Json.ToJsonString()}", caller);

    public Task<Result<DraftState>> PatchAsync(string kind, string name, JsonObject patch, Caller caller, CancellationToken cancellationToken) =>
        DraftAsync($"patch {kind} {name} {patch.ToJsonString()}", caller);

    public Task<Result<DraftState>> DeleteAsync(string kind, string name, Caller caller, CancellationToken cancellationToken) => DraftAsync($"delete {kind} {name}", caller);

    public Task<Result<DraftState>> DraftAsync(Caller caller, CancellationToken cancellationToken) => DraftAsync("draft", caller);

    public Task<Result<DraftState>> DiscardAsync(Caller caller, CancellationToken cancellationToken) => DraftAsync("discard", caller);

    public Task<Result<PublishPlan>> PlanAsync(Caller caller, CancellationToken cancellationToken) =>
        AnswerAsync("plan", caller, new PublishPlan("p1", 1, [Operation], [new PlannedLoss("visit.amount", "3 values")], [new BrokenUse("view", "open", "columns[0]", "gone")]));

    public Task<Result<PublishOutcome>> PublishAsync(string? planId, IReadOnlyCollection<string> accept, string? note, Caller caller, CancellationToken cancellationToken) =>
        AnswerAsync($"publish {planId} [{string.Join(',', accept)}] {note}", caller, new PublishOutcome(2, 15, [Operation]));

    public Task<Result<ImmutableArray<PublishedVersion>>> VersionsAsync(Caller caller, CancellationToken cancellationToken) =>
        AnswerAsync("versions", caller, ImmutableArray.Create(new PublishedVersion(1, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), null, "first")));

    public Task<Result<DraftState>> RestoreAsync(int version, Caller caller, CancellationToken cancellationToken) => DraftAsync($"restore {version}", caller);

    private static PlannedOperation Operation => new("add_field", "visit", "amount", ["ALTER TABLE"], 3);

    private Task<Result<DraftState>> DraftAsync(string call, Caller caller) => AnswerAsync(call, caller, new DraftState(1, [new DraftChange("entity", "visit", "changed")]));

    private Task<Result<T>> AnswerAsync<T>(string call, Caller caller, T value)
    {
        Calls.Add(call);
        if (!caller.May(CallerRights.Customize))
            return Task.FromResult<Result<T>>(new Forbidden("access.customize", "No right."));
        return Task.FromResult(NextFailure is null ? value : (Result<T>)NextFailure);
    }
}
