using System.Globalization;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;
using Crm.Platform.Access.Problems;

namespace Crm.Platform.Api.Metadata;

/// <summary>Plans, publishes, and goes back.</summary>
internal static class PublishCommands
{
    public static async Task PlanAsync(MetadataRequest request) =>
        await request.AnswerAsync(await request.Publisher.PlanAsync(request.Caller, request.Aborted), MetadataJson.Default.PublishPlan);

    public static async Task PublishAsync(MetadataRequest request)
    {
        // Nothing sent is the short form: plan and publish.
        var isEmpty = request.Http.Request is { ContentLength: null or 0, ContentType: null };
        if ((isEmpty ? [] : await request.ReadObjectAsync()) is not { } body)
            return;
        var problems = new List<Problem>();
        var planId = Text(body, "planId", problems);
        var note = Text(body, "note", problems);
        var accept = Accepted(body, problems);
        foreach (var (member, _) in body)
            if (member is not ("planId" or "accept" or "note"))
                problems.Add(new Problem(member, "metadata.publish", $"'{member}' is not known here.") { Hint = DidYouMean.Hint(member, ["planId", "accept", "note"]) });
        if (problems.Count > 0)
            await ProblemResponse.WriteAsync(request.Http, new Invalid("metadata.publish", "The request to publish is not valid.", [.. problems]));
        else
            await request.AnswerAsync(await request.Publisher.PublishAsync(planId, accept, note, request.Caller, request.Aborted), MetadataJson.Default.PublishOutcome);
    }

    public static async Task VersionsAsync(MetadataRequest request)
    {
        var versions = await request.Publisher.VersionsAsync(request.Caller, request.Aborted);
        await request.AnswerAsync(versions.IsSuccess ? new VersionList(versions.Value) : (Result<VersionList>)versions.Failure, MetadataJson.Default.VersionList);
    }

    public static async Task RestoreAsync(MetadataRequest request)
    {
        var version = int.Parse(request.Route("version"), CultureInfo.InvariantCulture);
        await request.AnswerAsync(await request.Publisher.RestoreAsync(version, request.Caller, request.Aborted), MetadataJson.Default.DraftState);
    }

    private static string? Text(JsonObject body, string member, List<Problem> problems)
    {
        if (body[member] is null)
            return null;
        if (body[member] is JsonValue value && value.TryGetValue<string>(out var text))
            return text;
        problems.Add(new Problem(member, "metadata.publish", $"'{member}' must be a text."));
        return null;
    }

    private static List<string> Accepted(JsonObject body, List<Problem> problems)
    {
        var accepted = new List<string>();
        if (body["accept"] is not { } node)
            return accepted;
        if (node is not JsonArray items)
            problems.Add(new Problem("accept", "metadata.publish", "'accept' must be an array of loss ids."));
        else
            for (var i = 0; i < items.Count; i++)
                if (items[i] is JsonValue value && value.TryGetValue<string>(out var id))
                    accepted.Add(id);
                else
                    problems.Add(new Problem($"accept[{i}]", "metadata.publish", "A loss id is a text."));
        return accepted;
    }
}
