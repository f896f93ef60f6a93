using System.Globalization;
using System.Security;

namespace Crm.Platform.Records.Exporting;

/// <summary>The parts of a spreadsheet file that say what its sheets are.</summary>
internal static class XlsxParts
{
    public const string Namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    public const int DayStyle = 1;
    public const int MomentStyle = 2;

    private const string Head = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Media = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    private const int LongestName = 31;

    public static string SheetPath(int number) => string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/sheet{number}.xml");

    /// <summary>Without what a sheet may not be called, and the number behind where it is not the first.</summary>
    public static string SheetName(string title, int number)
    {
        var plain = string.Concat(title.Select(c => c is '[' or ']' or ':' or '*' or '?' or '/' or '\\' || char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c)).Trim().Trim('\'');
        var end = number == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" {number}");
        return (plain.Length == 0 ? "Sheet" : plain[..Math.Min(plain.Length, LongestName - end.Length)]) + end;
    }

    public static IEnumerable<(string Path, string Text)> Of(IReadOnlyList<string> sheets)
    {
        yield return ("xl/workbook.xml",
            $"""{Head}<workbook xmlns="{Namespace}" xmlns:r="{Office}"><sheets>{All(sheets, (n, name) => $"""<sheet name="{SecurityElement.Escape(name)}" sheetId="{n}" r:id="r{n}"/>""")}</sheets></workbook>""");
        yield return ("xl/_rels/workbook.xml.rels",
            $"""{Head}<Relationships xmlns="{Package}/relationships">{All(sheets, (n, _) => $"""<Relationship Id="r{n}" Type="{Office}/worksheet" Target="worksheets/sheet{n}.xml"/>""")}<Relationship Id="s" Type="{Office}/styles" Target="styles.xml"/></Relationships>""");
        yield return ("xl/styles.xml",
            $"""{Head}<styleSheet xmlns="{Namespace}"><fonts count="1"><font/></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>""");
        yield return ("_rels/.rels",
            $"""{Head}<Relationships xmlns="{Package}/relationships"><Relationship Id="r1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
        yield return ("[Content_Types].xml",
            $"""{Head}<Types xmlns="{Package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{Media}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{Media}.styles+xml"/>{All(sheets, (n, _) => $"""<Override PartName="/{SheetPath(n)}" ContentType="{Media}.worksheet+xml"/>""")}</Types>""");
    }

    private static string All(IReadOnlyList<string> sheets, Func<int, string, string> write) => string.Concat(sheets.Select((name, i) => write(i + 1, name)));
}
