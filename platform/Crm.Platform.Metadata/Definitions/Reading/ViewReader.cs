using System.Text.Json.Nodes;

namespace Crm.Platform.Metadata.Definitions.Reading;

/// <summary>Reads a view.</summary>
internal static class ViewReader
{
    private const string List = "list";
    private static readonly string[] Later = ["board", "calendar", "cards", "chart"];

    public static ViewDefinition Read(JsonObject json, ProblemLog log)
    {
        var name = json.Text("name") ?? "";
        NameRules.Check("name", name, log);
        return new ViewDefinition(name, json.Text("entity") ?? "", [.. json.Items("columns").Select((item, i) => ReadColumn(item, log.At("columns", i)))])
        {
            Title = json.Text("title") ?? NameRules.Humanize(name),
            Kind = ReadKind(json, log),
            Filter = json.Text("filter"),
            Sort = [.. json.Items("sort").Select((item, i) => ReadSort(item, log.At("sort", i)))],
            Default = json.Flag("default") == true,
        };
    }

    private static string ReadKind(JsonObject json, ProblemLog log)
    {
        var kind = json.Text("kind") ?? List;
        if (Later.Contains(kind))
            log.Add("kind", "unsupported", $"Views of kind '{kind}' are not supported yet.", "Use \"list\".");
        else if (kind != List)
            log.Add("kind", "kind", $"There is no kind of view called '{kind}'.", "Use \"list\".");
        return List;
    }

    private static ViewColumn ReadColumn(JsonNode? item, ProblemLog log) => item is JsonObject json
        ? new ViewColumn(json.NamedField(log)) { Title = json.Text("title"), Width = json.Whole("width") }
        : new ViewColumn(item.AsText() ?? "");

    private static ViewSort ReadSort(JsonNode? item, ProblemLog log) => item is JsonObject json
        ? new ViewSort(json.NamedField(log), json.Text("direction") == "desc")
        : new ViewSort(item.AsText() ?? "", false);
}
