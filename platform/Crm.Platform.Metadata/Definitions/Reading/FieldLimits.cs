using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Fields;

namespace Crm.Platform.Metadata.Definitions.Reading;

/// <summary>Reads lengths, ranges, scale and pattern, and refuses those that mean nothing for the kind.</summary>
internal static class FieldLimits
{
    private const int MaxScale = 8;

    /// <summary>Keywords that mean something for some kinds only.</summary>
    private static readonly string[] Particular =
    [
        "minLength", "maxLength", "pattern", "minimum", "maximum", "multipleOf", "enum", "items", "uniqueItems",
        "x-crm.scale", "x-crm.labels", "x-crm.colors", "x-crm.lookup", "x-crm.onDelete", "x-crm.currency", "x-crm.pattern", "x-crm.accept", "x-crm.maxBytes", "x-crm.options",
    ];

    public static FieldDefinition Read(FieldDefinition field, IFieldKind kind, JsonObject json, JsonObject? crm, ProblemLog log)
    {
        RefuseMisplaced(kind, json, crm, log);
        var read = field with
        {
            MinLength = json.Whole("minLength"),
            MaxLength = json.Whole("maxLength"),
            Pattern = json.Text("pattern"),
            Minimum = json.Number("minimum"),
            Maximum = json.Number("maximum"),
            Scale = kind.Storage == StorageType.Decimal ? Scale(kind, json, crm, log) : 0,
            Currency = crm.Text("currency"),
            NumberPattern = crm.Text("pattern"),
            Accept = [.. (crm?["accept"]).Texts().Select(t => t.Text)],
            MaxBytes = crm.Number("maxBytes") is { } bytes ? (long)bytes : null,
            Options = crm.Object("options") is { } options ? JsonSerializer.SerializeToElement(options) : null,
        };
        CheckConsistency(read, log);
        return read;
    }

    private static void RefuseMisplaced(IFieldKind kind, JsonObject json, JsonObject? crm, ProblemLog log)
    {
        foreach (var path in Particular.Where(p => !kind.Keywords.Contains(p)))
            if (path.StartsWith("x-crm.", StringComparison.Ordinal) ? crm.Has(path[6..]) : json.Has(path))
                log.Add(path, "misplaced", $"'{path}' means nothing for a field of kind {kind.Id}.", "Remove it or change the kind.");
    }

    private static int Scale(IFieldKind kind, JsonObject json, JsonObject? crm, ProblemLog log)
    {
        if (crm.Whole("scale") is >= 0 and <= MaxScale and var given)
            return given;
        if (json.Number("multipleOf") is not { } step)
            return kind.DefaultScale;
        for (var scale = 0; scale <= MaxScale; scale++)
            if (step == new decimal(1, 0, 0, false, (byte)scale))
                return scale;
        log.Add("multipleOf", "value", "'multipleOf' must be 1, 0.1, 0.01 and so on, down to 0.00000001.", "It sets the digits after the decimal point.");
        return 0;
    }

    private static void CheckConsistency(FieldDefinition field, ProblemLog log)
    {
        if (field.MinLength > field.MaxLength)
            log.Add("minLength", "value", "'minLength' is greater than 'maxLength'.");
        if (field.Minimum > field.Maximum)
            log.Add("minimum", "value", "'minimum' is greater than 'maximum'.");
        if (field.Pattern is not null && PatternCache.Fault(field.Pattern) is { } fault)
            log.Add("pattern", "value", "'pattern' is not a regular expression (ECMAScript).", fault);
    }
}
