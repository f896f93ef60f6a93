using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Fields;

/// <summary>An exact amount in the field's currency.</summary>
internal sealed class MoneyKind() : DecimalFieldKind(FieldKinds.Money)
{
    public override int DefaultScale => 2;

    public override ImmutableArray<string> Keywords => [.. base.Keywords, "x-crm.currency"];

    private readonly ConcurrentDictionary<(string Culture, string Currency, int Scale), NumberFormatInfo> _formats = new();

    protected override string Format(decimal value, FieldDefinition field, CultureInfo culture) =>
        value.ToString("C", _formats.GetOrAdd((culture.Name, field.Currency ?? "", field.Scale), key => MakeFormat(culture, key.Currency, key.Scale)));

    private static NumberFormatInfo MakeFormat(CultureInfo culture, string currency, int scale)
    {
        var format = (NumberFormatInfo)culture.NumberFormat.Clone();
        format.CurrencyDecimalDigits = scale;
        format.CurrencySymbol = Symbol(currency);
        if (format.CurrencySymbol.Length != 1)
        {
            // A code needs a space: "CHF 12.00"; no currency at all leaves the bare number.
            format.CurrencyPositivePattern = format.CurrencyPositivePattern switch { 0 => 2, 1 => 3, var spaced => spaced };
            format.CurrencyNegativePattern = format.CurrencyPositivePattern == 2 ? 9 : 8;
        }

        return format;
    }

    private static string Symbol(string currency) => currency switch
    {
        "USD" => "$",
        "EUR" => "€",
        "GBP" => "£",
        "JPY" => "¥",
        "INR" => "₹",
        _ => currency,
    };
}
