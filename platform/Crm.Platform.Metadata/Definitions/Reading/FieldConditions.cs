using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Definitions.Reading;

/// <summary>Reads the expressions that decide about a field: required, read-only, visible, its options and its default.</summary>
internal static class FieldConditions
{
    public static FieldDefinition Read(FieldDefinition field, JsonObject? crm, ProblemLog log)
    {
        var read = field with
        {
            RequiredWhen = crm.Condition("required"),
            ReadOnlyWhen = crm.Condition("readOnly"),
            VisibleWhen = crm.Condition("visible"),
            DefaultFormula = crm.Text("default"),
        };
        if (field.IsComputed)
            foreach (var name in (string[])["required", "readOnly", "default", "options"])
                if (crm.Has(name))
                    log.Add($"x-crm.{name}", "misplaced", $"'{name}' means nothing for a field that is computed.", "Remove it.");
        if (field.Kind == FieldKinds.Lookup)
            return read with { OptionsWhen = OfLookup(crm, log) };
        return field.Kind != FieldKinds.Choice ? read : read with { Choices = OfChoices(field, crm, log) };
    }

    private static string? OfLookup(JsonObject? crm, ProblemLog log)
    {
        if (crm.Has("options") && crm.Text("options") is null)
            log.Add("x-crm.options", "type", "The options of a lookup are one condition over the record.", "Write \"options\": \"contact.account_id == account_id\".");
        return crm.Text("options");
    }

    private static ImmutableArray<Choice> OfChoices(FieldDefinition field, JsonObject? crm, ProblemLog log)
    {
        if (crm.Has("options") && crm.Object("options") is null)
            log.Add("x-crm.options", "type", "The options of a choice are a condition for each of them.", $"Write \"options\": {{ \"{field.Choices[0].Value}\": \"…\" }}.");
        var conditions = crm.Object("options") ?? [];
        foreach (var (option, condition) in conditions)
            if (!field.Choices.Any(c => c.Value == option))
                log.Add($"x-crm.options.{option}", "reference", $"'{option}' is not an option of the field.", Suggestion.For(option, field.Choices.Select(c => c.Value)));
            else if (condition.AsText() is null)
                log.Add($"x-crm.options.{option}", "type", $"'{option}' must be a condition in quotes.");
        return [.. field.Choices.Select(c => c with { When = conditions.Text(c.Value) })];
    }
}
