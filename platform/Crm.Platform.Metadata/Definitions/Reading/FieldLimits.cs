using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Fields;

namespace Crm.Platform.Metadata.Definitions.Reading;

/// <summary>Reads lengths, ranges, scale and pattern, and refuses those that mean nothing for the kind.</summary>
internal static class FieldLimits
{
    private const int DefaultMoneyScale = 2;
    private const int DefaultDecimalScale = 6;
    private const int MaxScale = 8;

    private static readonly string[] OfText = ["minLength", "maxLength", "pattern"];
    private static readonly string[] OfNumbers = ["minimum", "maximum"];
    private static readonly string[] OfDecimals = ["multipleOf", "x-crm.scale"];
    private static readonly string[] OfChoices = ["enum", "x-crm.labels", "x-crm.colors"];
    private static readonly string[] OfLookups = ["x-crm.lookup", "x-crm.onDelete"];

    public static FieldDefinition Read(FieldDefinition field, StorageType storage, JsonObject json, JsonObject? crm, ProblemLog log)
    {
        RefuseMisplaced(field, storage, json, crm, log);
        var read = field with
        {
            MinLength = json.Whole("minLength"),
            MaxLength = json.Whole("maxLength"),
            Pattern = json.Text("pattern"),
            Minimum = json.Number("minimum"),
            Maximum = json.Number("maximum"),
            Scale = storage == StorageType.Decimal ? Scale(field, json, crm, log) : 0,
            Currency = crm.Text("currency"),
        };
        CheckConsistency(read, log);
        return read;
    }

    private static void RefuseMisplaced(FieldDefinition field, StorageType storage, JsonObject json, JsonObject? crm, ProblemLog log)
    {
        var isChoice = field.Kind == FieldKinds.Choice;
        (string[] Paths, bool Fits)[] groups =
        [
            (OfText, storage == StorageType.Text && !isChoice), (OfNumbers, storage is StorageType.Integer or StorageType.Decimal),
            (OfDecimals, storage == StorageType.Decimal), (OfChoices, isChoice), (OfLookups, field.Kind == FieldKinds.Lookup),
            (["x-crm.currency"], field.Kind == FieldKinds.Money), (["x-crm.pattern"], false), (["items", "uniqueItems"], false),
        ];
        foreach (var path in groups.Where(g => !g.Fits).SelectMany(g => g.Paths))
            if (path.StartsWith("x-crm.", StringComparison.Ordinal) ? crm.Has(path[6..]) : json.Has(path))
                log.Add(path, "misplaced", $"'{path}' means nothing for a field of kind {field.Kind}.", "Remove it or change the kind.");
    }

    private static int Scale(FieldDefinition field, JsonObject json, JsonObject? crm, ProblemLog log)
    {
        if (crm.Whole("scale") is >= 0 and <= MaxScale and var given)
            return given;
        if (json.Number("multipleOf") is not { } step)
            return field.Kind == FieldKinds.Money ? DefaultMoneyScale : DefaultDecimalScale;
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
