using System.Text.Json.Nodes;

namespace Crm.Platform.Metadata.Definitions.Reading;

/// <summary>Reads an app.</summary>
internal static class AppReader
{
    public static AppDefinition Read(JsonObject json, ProblemLog log)
    {
        var name = json.Text("name") ?? "";
        NameRules.Check("name", name, log);
        foreach (var (index, item) in json.Items("items").Index())
            CheckItem(item as JsonObject, log.At("items", index));
        return new AppDefinition(name, [.. json.Items("items").OfType<JsonObject>().Select(item => new AppItem(item.Text("entity") ?? "", item.Text("view"), item.Text("title")))])
        {
            Title = json.Text("title") ?? NameRules.Humanize(name),
            Icon = json.Text("icon") ?? "apps",
            Order = json.Whole("order") ?? 0,
        };
    }

    private static void CheckItem(JsonObject? item, ProblemLog log)
    {
        if (item.Has("dashboard"))
            log.Add("dashboard", "unsupported", "Dashboards are not supported yet.", "Name an entity.");
        else if (item is not null && !item.Has("entity"))
            log.Add("entity", "required", "'entity' is missing.");
    }
}
