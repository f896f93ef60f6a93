using System.Globalization;
using System.Text;
using System.Xml;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Exporting;

/// <summary>Writes one cell: numbers, dates and truth as such, so that a spreadsheet can compute with them; all else as text, which it never runs.</summary>
internal static class XlsxCell
{
    private const int LongestText = 32_767;

    /// <summary>Numbers with more digits would be rounded.</summary>
    private const decimal LargestExact = 999_999_999_999_999m;

    /// <summary>The first day a spreadsheet counts right; it takes 1900 for a leap year.</summary>
    private static readonly DateTime FirstDay = new(1900, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    public static void Write(XmlWriter sheet, ExportColumn column, object? value, ExportRow row)
    {
        switch (value)
        {
            case null:
                sheet.WriteStartElement("c");
                sheet.WriteEndElement();
                break;
            case bool truth:
                Value(sheet, truth ? "1" : "0", "b", 0);
                break;
            case long whole when column.Field.Kind != FieldKinds.Duration && Math.Abs((decimal)whole) <= LargestExact:
                Value(sheet, whole.ToString(CultureInfo.InvariantCulture), null, 0);
                break;
            case decimal number when IsExact(number):
                Value(sheet, number.ToString(CultureInfo.InvariantCulture), null, 0);
                break;
            case DateOnly day when day >= DateOnly.FromDateTime(FirstDay):
                Value(sheet, Serial(day.ToDateTime(TimeOnly.MinValue)), null, XlsxParts.DayStyle);
                break;
            case DateTime moment when moment >= FirstDay:
                Value(sheet, Serial(moment), null, XlsxParts.MomentStyle);
                break;
            default:
                Text(sheet, column.Text(row));
                break;
        }
    }

    public static void Text(XmlWriter sheet, string text)
    {
        sheet.WriteStartElement("c");
        sheet.WriteAttributeString("t", "inlineStr");
        sheet.WriteStartElement("is");
        sheet.WriteStartElement("t");
        sheet.WriteAttributeString("xml", "space", null, "preserve");
        sheet.WriteString(Allowed(text));
        sheet.WriteEndElement();
        sheet.WriteEndElement();
        sheet.WriteEndElement();
    }

    private static void Value(XmlWriter sheet, string value, string? type, int style)
    {
        sheet.WriteStartElement("c");
        if (type is not null)
            sheet.WriteAttributeString("t", type);
        if (style > 0)
            sheet.WriteAttributeString("s", style.ToString(CultureInfo.InvariantCulture));
        sheet.WriteElementString("v", value);
        sheet.WriteEndElement();
    }

    private static bool IsExact(decimal number) => Math.Abs(number) <= LargestExact && (decimal)(double)number == number;

    private static string Serial(DateTime moment) => moment.ToOADate().ToString(CultureInfo.InvariantCulture);

    /// <summary>Without what XML cannot hold, and no longer than a cell.</summary>
    private static string Allowed(string text)
    {
        var allowed = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (rune.Value is '\t' or '\n' or '\r' or (>= 0x20 and not (0xFFFE or 0xFFFF)) && allowed.Length + rune.Utf16SequenceLength <= LongestText)
                allowed.Append(rune);
        return allowed.ToString();
    }
}
