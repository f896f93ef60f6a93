using System.Text.Json;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Publishing.Values;

/// <summary>Takes values of a field as it was to the field as it will be. Pure.</summary>
public sealed class ValueConversion(FieldDefinition before, FieldDefinition after, IFieldKindRegistry kinds)
{
    private readonly IFieldKind _from = kinds.Get(before);
    private readonly IFieldKind _to = kinds.Get(after);

    /// <summary>Whether there is a way from one to the other at all; single values may still not fit.</summary>
    public static bool IsPossible(FieldDefinition before, FieldDefinition after, IFieldKindRegistry kinds)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(kinds);
        if ((before.Kind == FieldKinds.Lookup) != (after.Kind == FieldKinds.Lookup))
            return false;
        var (from, to) = (kinds.Get(before), kinds.Get(after));
        return from.Form == to.Form || (IsPlain(from) && IsPlain(to) && IsPossible(from.Storage, to.Storage));
    }

    /// <summary>Whether the column itself must be another one.</summary>
    public bool ChangesColumn => _from.Storage != _to.Storage || (_from.Storage == StorageType.Decimal && before.Scale != after.Scale);

    /// <summary>A kind with a form of its own keeps what only it can read.</summary>
    private static bool IsPlain(IFieldKind kind) => kind.Form == kind.Storage.ToString();

    private static bool IsPossible(StorageType from, StorageType to) => (from, to) switch
    {
        (StorageType.Guid or StorageType.Texts, _) or (_, StorageType.Guid or StorageType.Texts) => false,
        (StorageType.Text, _) or (_, StorageType.Text) => true,
        (StorageType.Integer, StorageType.Decimal) or (StorageType.Decimal, StorageType.Integer) => true,
        (StorageType.Date, StorageType.DateTime) or (StorageType.DateTime, StorageType.Date) => true,
        _ => false,
    };

    /// <summary>One value.</summary>
    /// <param name="value">Of the CLR type of the field before; never null.</param>
    public ConvertedValue Convert(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var carried = Carry(value, _from, before, _to, after);
        var outcome = carried.IsSuccess ? _to.Check(carried.Value, after) : carried;
        if (!outcome.IsSuccess)
            return new ConvertedValue(null, Code(outcome.Failure), false);
        var converted = outcome.Value is "" ? null : outcome.Value;
        return new ConvertedValue(converted, null, converted is not null && Back(converted, value));
    }

    /// <summary>Whether the converted value tells the one it was made of.</summary>
    private bool Back(object converted, object value) =>
        Carry(converted, _to, after, _from, before) is { IsSuccess: true } back && back.Value.Equals(value);

    private static Result<object> Carry(object value, IFieldKind from, FieldDefinition source, IFieldKind to, FieldDefinition target) => (value, to.Storage) switch
    {
        (string text, StorageType.Text) when target.Kind == FieldKinds.Choice => to.Parse(text, target, ConversionText.Culture),
        (string text, StorageType.Text) => text,
        (string text, StorageType.Date or StorageType.DateTime or StorageType.Time) => to.ReadJson(JsonSerializer.SerializeToElement(text.Trim()), target),
        (string text, _) => to.Parse(text.Trim(), target, ConversionText.Culture),
        (_, StorageType.Text) when target.Kind == FieldKinds.Choice => to.Parse(Text(value, from, source), target, ConversionText.Culture),
        (_, StorageType.Text) => Text(value, from, source),
        (long number, StorageType.Decimal) => (decimal)number,
        (decimal number, StorageType.Integer) => Whole(number, source),
        (DateOnly day, StorageType.DateTime) => day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
        (DateTime moment, StorageType.Date) => DateOnly.FromDateTime(moment),
        _ => value,
    };

    /// <summary>A number of a kind of its own (a duration) reads as that kind writes it.</summary>
    private static string Text(object value, IFieldKind from, FieldDefinition source) =>
        value is long && from.Id != FieldKinds.Integer ? from.Export(value, source) : ConversionText.Of(value);

    private static Result<object> Whole(decimal number, FieldDefinition source) =>
        decimal.Truncate(number) == number && number is >= long.MinValue and <= long.MaxValue
            ? (long)number
            : Invalid.Of(new Problem(source.Name, "field.scale", "must be a whole number."));

    private static string Code(Failure failure) => failure is Invalid { Problems: [var first, ..] } ? first.Code : failure.Code;
}

/// <summary>What became of a value.</summary>
/// <param name="Value">To be stored; <see langword="null"/> when it does not fit, or means no value there.</param>
/// <param name="Misfit">Code of why it does not fit, or <see langword="null"/> when it does.</param>
/// <param name="IsExact">Whether the value before can be told from it.</param>
public readonly record struct ConvertedValue(object? Value, string? Misfit, bool IsExact);
