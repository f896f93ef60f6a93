using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Definitions.Reading;

/// <summary>Reads the options of a choice with their labels and colours.</summary>
internal static class ChoiceReader
{
    private const int MaxValueLength = 100;

    /// <param name="json">The schema with the <c>enum</c>: the field's own, or that of its items.</param>
    /// <param name="at">Where that schema stands in the field.</param>
    public static ImmutableArray<Choice> Read(JsonObject? json, JsonObject? crm, ProblemLog log, string at = "")
    {
        var labels = crm.Object("labels");
        var colors = crm.Object("colors");
        var options = Values(json, log.At(at));
        if (!json.Has("enum"))
            log.At(at).Add("enum", "required", "A choice needs options.", "Add \"enum\": [\"first\", \"second\"].");
        CheckKeys("x-crm.labels", labels, options, log);
        CheckKeys("x-crm.colors", colors, options, log);
        return [.. options.Select(value => new Choice(value, labels.Text(value) ?? NameRules.Humanize(value), colors.Text(value)))];
    }

    private static ImmutableArray<string> Values(JsonObject? json, ProblemLog log)
    {
        var values = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (index, item) in json.Items("enum").Index())
        {
            var value = item.AsText();
            var path = $"enum[{index}]";
            if (value is null)
                log.Add(path, "type", "An option is text in quotes.");
            else if (value.Length is 0 or > MaxValueLength || value.Trim() != value || value.Any(char.IsControl))
                log.Add(path, "value", $"An option has 1 to {MaxValueLength} characters and no space around it.");
            else if (!values.Add(value))
                log.Add(path, "duplicate", $"The option '{value}' is given twice; casing does not tell options apart.");
        }

        return [.. values];
    }

    private static void CheckKeys(string path, JsonObject? map, ImmutableArray<string> options, ProblemLog log)
    {
        foreach (var key in map?.Select(p => p.Key) ?? [])
            if (!options.Contains(key, StringComparer.Ordinal))
                log.At(path).Add(key, "reference", $"'{key}' is not among the options.", Suggestion.For(key, options));
    }
}
