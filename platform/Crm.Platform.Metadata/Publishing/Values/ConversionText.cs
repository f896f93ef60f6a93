using System.Globalization;

namespace Crm.Platform.Metadata.Publishing.Values;

/// <summary>Values as text that no culture changes and that reads back as the same value.</summary>
internal static class ConversionText
{
    // Dividing by a one of many decimals is how a decimal loses its trailing zeros.
    private const decimal LongOne = 1.0000000000000000000000000000m;

    public static CultureInfo Culture => CultureInfo.InvariantCulture;

    public static string Of(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        decimal number => (number / LongOne).ToString(Culture),
        DateOnly day => day.ToString("yyyy-MM-dd", Culture),
        TimeOnly time => time.ToString("HH:mm:ss", Culture),
        DateTime moment => moment.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", Culture),
        IFormattable other => other.ToString(null, Culture),
        _ => value.ToString() ?? "",
    };
}
