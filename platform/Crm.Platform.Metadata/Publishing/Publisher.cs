using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Layers;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Metadata.Publishing;

/// <inheritdoc/>
internal sealed class Publisher(DraftEditor editor, PublishPlanner planner, Workspaces workspaces, IDefinitionStore store, IVersionFollower follower, TimeProvider time) : IPublisher
{
    private const string OfRole = "_" + DefinitionKinds.Role;
    private static readonly Forbidden MayNotChangeRoles = new("access.roles", "Only administrators may change roles.");
    private static readonly Forbidden MayNotCustomize = new("access.customize", "You may not look at or change definitions.");

    public Task<Result<ImmutableArray<StoredDefinition>>> DefinitionsAsync(string kind, int? version, Caller caller, CancellationToken cancellationToken) =>
        AllowedAsync<ImmutableArray<StoredDefinition>>(caller, async () =>
        {
            var layers = await LayersOfAsync(version, cancellationToken);
            return layers.IsSuccess ? layers.Value.Effective.OfKind(kind) : layers.Failure;
        });

    public Task<Result<LayeredDefinition>> LayersAsync(string kind, string name, int? version, Caller caller, CancellationToken cancellationToken) =>
        AllowedAsync<LayeredDefinition>(caller, async () =>
        {
            var layers = await LayersOfAsync(version, cancellationToken);
            if (!layers.IsSuccess)
                return layers.Failure;
            return layers.Value.Find(kind, name) is { } found ? found : new NotFound("metadata.definition_unknown", "There is no such definition.");
        });

    public Task<Result<DraftState>> ImportAsync(IReadOnlyList<StoredDefinition> definitions, Caller caller, CancellationToken cancellationToken)
    {
        var index = definitions.Select((d, i) => (d, i)).DistinctBy(p => p.d).ToDictionary(p => p.d, p => p.i);
        return AllowedAsync(caller, () => editor.PutAsync(definitions, d => $"definitions[{index[d]}].definition", cancellationToken));
    }

    public Task<Result<DraftState>> PutAsync(StoredDefinition definition, Caller caller, CancellationToken cancellationToken) =>
        AllowedAsync(caller, () => editor.PutAsync([definition], _ => "", cancellationToken));

    public Task<Result<DraftState>> PatchAsync(string kind, string name, JsonObject patch, Caller caller, CancellationToken cancellationToken) =>
        AllowedAsync(caller, () => editor.PatchAsync(kind, name, patch, cancellationToken));

    public Task<Result<DraftState>> DeleteAsync(string kind, string name, Caller caller, CancellationToken cancellationToken) =>
        AllowedAsync(caller, () => editor.DeleteAsync(kind, name, cancellationToken));

    public Task<Result<DraftState>> DraftAsync(Caller caller, CancellationToken cancellationToken) =>
        AllowedAsync(caller, () => editor.ReadAsync(cancellationToken));

    public Task<Result<DraftState>> DiscardAsync(Caller caller, CancellationToken cancellationToken) =>
        AllowedAsync(caller, () => editor.DiscardAsync(cancellationToken));

    public Task<Result<PublishPlan>> PlanAsync(Caller caller, CancellationToken cancellationToken) =>
        AllowedAsync<PublishPlan>(caller, async () =>
        {
            await follower.FollowAsync(cancellationToken);
            var plan = await planner.PlanAsync(await workspaces.LoadAsync(cancellationToken), caller, cancellationToken);
            return plan.IsSuccess ? plan.Value.Plan : plan.Failure;
        });

    public Task<Result<PublishOutcome>> PublishAsync(string? planId, IReadOnlyCollection<string> accept, string? note, Caller caller, CancellationToken cancellationToken) =>
        AllowedAsync<PublishOutcome>(caller, async () =>
        {
            var started = Stopwatch.GetTimestamp();
            await follower.FollowAsync(cancellationToken);
            var workspace = await workspaces.LoadAsync(cancellationToken);
            var planned = await planner.PlanAsync(workspace, caller, cancellationToken);
            if (!planned.IsSuccess)
                return planned.Failure;
            var plan = planned.Value;
            if (Obstacle(plan.Plan, planId, accept) is { } obstacle)
                return obstacle;
            if (plan.Plan.Operations.Any(o => o.Kind.EndsWith(OfRole, StringComparison.Ordinal)) && !MayChangeRoles(caller, plan.Change.Before))
                return MayNotChangeRoles;

            var version = workspaces.Version(workspace, plan.Change, time.GetUtcNow().UtcDateTime, caller.UserId, note);
            var committed = await store.CommitAsync(version, workspace.DraftRevision, plan.Change, cancellationToken);
            return committed.IsSuccess
                ? new PublishOutcome(version.Version, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds, plan.Plan.Operations)
                : committed.Failure;
        });

    public Task<Result<ImmutableArray<PublishedVersion>>> VersionsAsync(Caller caller, CancellationToken cancellationToken) =>
        AllowedAsync<ImmutableArray<PublishedVersion>>(caller, async () => await store.VersionsAsync(cancellationToken));

    public Task<Result<DraftState>> RestoreAsync(int version, Caller caller, CancellationToken cancellationToken) =>
        AllowedAsync<DraftState>(caller, async () => await store.FindAsync(version, cancellationToken) is { } stored
            ? await editor.RestoreAsync(stored, cancellationToken)
            : UnknownVersion(version));

    /// <summary>Whoever may change roles may take any right, so only those who have them all may.</summary>
    private static bool MayChangeRoles(Caller caller, MetadataSnapshot snapshot) =>
        caller.Roles is not { } roles ? caller.May(CallerRights.Admin) : roles.Names.Any(name => snapshot.Role(name)?.Rights.Contains(RoleRights.Admin) == true);

    /// <summary>Why the plan may not run: it moved, there is nothing to do, or something would be lost that nobody accepted.</summary>
    private static Failure? Obstacle(PublishPlan plan, string? planId, IReadOnlyCollection<string> accept)
    {
        if (planId is not null && planId != plan.PlanId)
            return new Conflict("metadata.plan.stale", "The draft or the published version changed after this plan was made. Plan again.");
        if (plan.Operations.IsEmpty)
            return new Conflict("metadata.draft.empty", "The draft holds no change to publish.");
        if (!plan.Misfits.IsEmpty)
            return new Invalid("metadata.change.refused", plan.Misfits[0].Message, [.. plan.Misfits.Select(Misfit)]);

        var missing = plan.Losses.Where(l => !accept.Contains(l.Id)).Select(l => new Problem(l.Id, "metadata.loss", l.Message) { Hint = "Accept it by its id." });
        // Whoever names the plan has seen what breaks; whoever does not must not break anything unseen.
        var broken = planId is null ? plan.Broken.Select(b => new Problem($"{b.Kind}/{b.Name}/{b.Path}", "metadata.broken", b.Message) { Hint = "Mend it, or publish the plan by its id." }) : [];
        ImmutableArray<Problem> problems = [.. missing, .. broken];
        return problems.IsEmpty ? null : new Invalid("metadata.publish.losses", "Publishing would lose or break something that was not accepted.", problems);
    }

    private static Problem Misfit(PlannedMisfit misfit)
    {
        var more = misfit.Count > misfit.Records.Length ? " …" : "";
        return new Problem(misfit.Path, misfit.Code, misfit.Message) { Hint = $"Mend {string.Join(", ", misfit.Records.Select(r => r.Display is null ? $"{r.Id}" : $"{r.Display} ({r.Id})"))}{more}" };
    }

    private async Task<Result<DefinitionLayers>> LayersOfAsync(int? version, CancellationToken cancellationToken)
    {
        if (version is not { } number)
            return await store.LatestAsync(cancellationToken) is { } latest ? workspaces.Layers(latest) : DefinitionLayers.Empty;
        return await store.FindAsync(number, cancellationToken) is { } stored ? workspaces.Layers(stored) : UnknownVersion(number);
    }

    private static Task<Result<T>> AllowedAsync<T>(Caller caller, Func<Task<Result<T>>> work) =>
        caller.May(CallerRights.Customize) ? work() : Task.FromResult<Result<T>>(MayNotCustomize);

    private static NotFound UnknownVersion(int version) => new("metadata.version.unknown", $"There is no version {version}.");
}
