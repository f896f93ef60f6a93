using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Fields;

/// <summary>What whole and decimal numbers share. Never goes through binary floating point.</summary>
internal abstract class NumberFieldKind<T>(string id, StorageType storage) : FieldKind<T>(id, storage)
    where T : notnull
{
    public override FieldTraits Traits => FieldTraits.Figure;

    /// <summary>The numbers its storage holds, from -limit to limit.</summary>
    protected abstract decimal Limit(FieldDefinition field);

    protected abstract int Decimals(FieldDefinition field);

    protected abstract object Store(decimal value, FieldDefinition field);

    protected override Result<object> Read(JsonElement json, FieldDefinition field)
    {
        if (json.ValueKind != JsonValueKind.Number)
            return FieldFailure.Of(field, FieldFailure.Type, $"must be a number, not {JsonWords.Of(json)}.");
        return NumberText.TryReadExact(json.GetRawText(), out var number) ? Fit(number, field) : TooLarge(field);
    }

    public override Result<object> Parse(string text, FieldDefinition field, CultureInfo culture) =>
        NumberText.TryParse(text, culture, out var number) ? Fit(number, field) : FieldFailure.Of(field, FieldFailure.Type, "must be a number.");

    public override JsonObject Schema(FieldDefinition field)
    {
        var schema = Describe(field, Storage == StorageType.Integer ? "integer" : "number");
        if (field.Minimum is { } least) schema["minimum"] = least;
        if (field.Maximum is { } most) schema["maximum"] = most;
        return schema;
    }

    protected Result<object> CheckLimits(decimal value, FieldDefinition field)
    {
        if (value < field.Minimum)
            return FieldFailure.Of(field, FieldFailure.Minimum, string.Create(CultureInfo.InvariantCulture, $"must be {field.Minimum} or more."));
        if (value > field.Maximum)
            return FieldFailure.Of(field, FieldFailure.Maximum, string.Create(CultureInfo.InvariantCulture, $"must be {field.Maximum} or less."));
        return Fit(value, field);
    }

    /// <summary>The value in storage form, or why storage cannot hold it.</summary>
    private Result<object> Fit(decimal value, FieldDefinition field)
    {
        if (Math.Abs(value) > Limit(field))
            return TooLarge(field);
        var decimals = Decimals(field);
        if (decimal.Round(value, decimals) == value)
            return Store(value, field);
        return decimals == 0
            ? FieldFailure.Of(field, FieldFailure.Scale, "must be a whole number.")
            : FieldFailure.Of(field, FieldFailure.Scale, $"takes at most {decimals} {(decimals == 1 ? "digit" : "digits")} after the decimal point.");
    }

    private Invalid TooLarge(FieldDefinition field) =>
        FieldFailure.Of(field, FieldFailure.Range, string.Create(CultureInfo.InvariantCulture, $"has too many digits; it takes numbers from -{Limit(field)} to {Limit(field)}."));
}
