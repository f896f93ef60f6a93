using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;
using Crm.Platform.Access.Problems;
using Crm.Platform.Metadata.Publishing;

namespace Crm.Platform.Api.Metadata;

/// <summary><c>POST /draft/import</c>: many definitions at once.</summary>
internal static class DraftImport
{
    private const int MaxBytes = 16 * 1024 * 1024;

    public static async Task InvokeAsync(MetadataRequest request)
    {
        if (await request.ReadObjectAsync(MaxBytes) is not { } body)
            return;
        var problems = new List<Problem>();
        var definitions = Read(body, problems);
        if (problems.Count > 0)
            await ProblemResponse.WriteAsync(request.Http, new Invalid("metadata.import", "The import is not of the form {\"definitions\": [{\"kind\": …, \"definition\": {…}}]}.", [.. problems]));
        else
            await request.AnswerAsync(await request.Publisher.ImportAsync(definitions, request.Caller, request.Aborted), MetadataJson.Default.DraftState);
    }

    private static List<StoredDefinition> Read(JsonObject body, List<Problem> problems)
    {
        var definitions = new List<StoredDefinition>();
        foreach (var member in body.Select(m => m.Key).Where(k => k != "definitions"))
            problems.Add(new Problem(member, "metadata.import", $"'{member}' is not known here.") { Hint = DidYouMean.Hint(member, ["definitions"]) });
        if (body["definitions"] is not JsonArray items)
        {
            problems.Add(new Problem("definitions", "metadata.import", "'definitions' must be an array."));
            return definitions;
        }

        for (var i = 0; i < items.Count; i++)
            if (Read(items[i], $"definitions[{i}]", problems) is { } definition)
                definitions.Add(definition);
        return definitions;
    }

    private static StoredDefinition? Read(JsonNode? item, string path, List<Problem> problems)
    {
        var before = problems.Count;
        var kind = Text(item is JsonObject o ? o["kind"] : null, path + ".kind", problems);
        var definition = item is JsonObject p ? p["definition"] as JsonObject : null;
        var name = definition is null ? null : Text(definition["name"], path + ".definition.name", problems);
        if (definition is null)
            problems.Add(new Problem(path + ".definition", "metadata.import", "A definition must be an object."));
        return problems.Count == before ? new StoredDefinition(kind!, name!, definition!) : null;
    }

    private static string? Text(JsonNode? node, string path, List<Problem> problems)
    {
        if (node is JsonValue value && value.TryGetValue<string>(out var text))
            return text;
        problems.Add(new Problem(path, "metadata.import", "A text is needed here."));
        return null;
    }
}
