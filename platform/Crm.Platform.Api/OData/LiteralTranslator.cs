using System.Globalization;
using Crm.Platform.Expressions.Syntax;
using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;

namespace Crm.Platform.Api.OData;

/// <summary>Turns OData constants into the values the expression language knows.</summary>
internal static class LiteralTranslator
{
    /// <param name="target">The type the constant is converted to by what it is compared with.</param>
    public static LiteralNode Translate(ConstantNode constant, IEdmTypeReference? target = null) => new(constant.Value switch
    {
        null => null,
        string text => text,
        bool flag => flag,
        Guid id => id,
        Date day when target is not null && target.IsDateTimeOffset() => new DateTime(day.Year, day.Month, day.Day, 0, 0, 0, DateTimeKind.Utc),
        Date day => new DateOnly(day.Year, day.Month, day.Day),
        DateTimeOffset moment => moment.UtcDateTime,
        TimeOfDay time => new TimeOnly(time.Ticks),
        TimeSpan duration => (long)duration.TotalSeconds,
        int or long or short or byte or sbyte when target is not null && target.IsDecimal() => Convert.ToDecimal(constant.Value, CultureInfo.InvariantCulture),
        int or long or short or byte or sbyte => Convert.ToInt64(constant.Value, CultureInfo.InvariantCulture),
        decimal or double or float => Exact(constant),
        _ => throw new UnsupportedFilterException($"The constant {Shorten(constant.LiteralText)} is of a type that no field has."),
    });

    /// <summary>From the text, because the parser may have gone through binary floating point already.</summary>
    private static decimal Exact(ConstantNode constant)
    {
        var text = constant.LiteralText?.TrimEnd('m', 'M', 'd', 'D', 'f', 'F');
        if (constant.Value is decimal exact && text is null)
            return exact;
        return decimal.TryParse(text ?? Convert.ToString(constant.Value, CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new UnsupportedFilterException($"{Shorten(constant.LiteralText)} is not a number that a field can hold.");
    }

    private static string Shorten(string? text) => text is { Length: > 40 } ? text[..40] + "…" : text ?? "";
}
