using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing;
using Crm.Platform.Records.Writing;
using Crm.Testing.Platforms;

namespace Crm.Platform.Storage.Tests.Publishing;

/// <summary>Short forms of what an admin does. JSON is written with single quotes.</summary>
internal static class Drafting
{
    public static JsonObject Json(string text) => JsonNode.Parse(text.Replace('\'', '"'))!.AsObject();

    /// <summary>Drafts and publishes definitions that lose nothing.</summary>
    public static async Task DefineAsync(this TestPlatform platform, params string[] definitions)
    {
        await platform.DraftAsync(definitions);
        _ = (await platform.PublishDraftAsync()).Value;
    }

    public static async Task DraftAsync(this TestPlatform platform, params string[] definitions) =>
        _ = (await platform.Get<IPublisher>().ImportAsync([.. definitions.Select(Stored)], Caller.Platform, CancellationToken.None)).Value;

    public static async Task PatchAsync(this TestPlatform platform, string entity, string patch) =>
        _ = (await platform.Get<IPublisher>().PatchAsync("entity", entity, Json(patch), Caller.Platform, CancellationToken.None)).Value;

    public static Task<Result<DraftState>> DeleteAsync(this TestPlatform platform, string kind, string name) =>
        platform.Get<IPublisher>().DeleteAsync(kind, name, Caller.Platform, CancellationToken.None);

    public static async Task<PublishPlan> PlanAsync(this TestPlatform platform) =>
        (await platform.Get<IPublisher>().PlanAsync(Caller.Platform, CancellationToken.None)).Value;

    /// <summary>Publishes by the id of a fresh plan, accepting the losses given.</summary>
    public static async Task<Result<PublishOutcome>> PublishDraftAsync(this TestPlatform platform, params string[] accept)
    {
        var plan = await platform.Get<IPublisher>().PlanAsync(Caller.Platform, CancellationToken.None);
        return plan.IsSuccess ? await platform.Get<IPublisher>().PublishAsync(plan.Value.PlanId, accept, null, Caller.Platform, CancellationToken.None) : plan.Failure;
    }

    public static async Task<Guid> AddAsync(this TestPlatform platform, string entity, params (string Field, object? Value)[] values)
    {
        var input = new RecordInput();
        foreach (var (field, value) in values)
            input.Set(field, value);
        return (await platform.Writer.CreateAsync(entity, input, Caller.Platform, CancellationToken.None)).Value.Id;
    }

    public static async Task<Record> ReadAsync(this TestPlatform platform, string entity, Guid id) =>
        (await platform.Reader.FindAsync(entity, id, Caller.Platform, CancellationToken.None)).Value;

    /// <summary>Kind, entity and field of each step.</summary>
    public static string Steps(this PublishPlan plan) => string.Join(", ", plan.Operations.Select(o => $"{o.Kind} {o.Entity}{(o.Field is null ? "" : "." + o.Field)}"));

    private static StoredDefinition Stored(string text)
    {
        var json = Json(text);
        var kind = json.ContainsKey("properties") ? "entity" : json.ContainsKey("columns") ? "view" : json.ContainsKey("sections") ? "form" : json.ContainsKey("entities") ? "role" : json.ContainsKey("when") ? "rule" : "app";
        return new StoredDefinition(kind, (string)json["name"]!, json);
    }
}
