using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Definitions.Reading;

/// <summary>Reads what a field sums up.</summary>
internal static class RollupReader
{
    public static RollupDefinition? Read(JsonObject? crm, ProblemLog log)
    {
        if (crm.Object("rollup") is not { } json)
            return null;
        if (Function(json.Text("function")) is not { } function)
            return null;
        var field = json.Text("field");
        if (function == RollupFunction.Count && field is not null)
            log.Add("x-crm.rollup.field", "misplaced", "A count counts records, not the values of a field.", $"Take 'field' out, or count where it is set: \"where\": \"{field} != null\".");
        if (function != RollupFunction.Count && field is null)
            log.Add("x-crm.rollup.field", "required", $"'{json.Text("function")}' must say of which field.", "Add \"field\": \"amount\".");
        return new RollupDefinition(json.Text("entity") ?? "", json.Text("via") ?? "", function, field, json.Text("where"));
    }

    // The schema reports any other word.
    private static RollupFunction? Function(string? name) => name switch
    {
        "count" => RollupFunction.Count,
        "sum" => RollupFunction.Sum,
        "min" => RollupFunction.Min,
        "max" => RollupFunction.Max,
        "average" => RollupFunction.Average,
        _ => null,
    };
}
