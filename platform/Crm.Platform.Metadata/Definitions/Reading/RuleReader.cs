using System.Text.Json.Nodes;

namespace Crm.Platform.Metadata.Definitions.Reading;

/// <summary>Reads a rule.</summary>
internal static class RuleReader
{
    public static RuleDefinition Read(JsonObject json, ProblemLog log)
    {
        var name = json.Text("name") ?? "";
        NameRules.Check("name", name, log);
        return new RuleDefinition(name, json.Text("entity") ?? "", json.Text("when") ?? "", json.Text("message") ?? "") { Field = json.Text("field") };
    }
}
