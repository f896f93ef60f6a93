using System.Globalization;

namespace Crm.Platform.Records.Exporting;

/// <summary>Text in files that spreadsheets open: they would run a cell that begins like a formula.</summary>
internal static class SpreadsheetText
{
    /// <summary>Puts <c>'</c> before what begins like a formula, and before what begins so already, so that taking it off gives the text back. Plain negative numbers begin so too and stay as they are.</summary>
    public static string Safe(string cell) => BeginsLikeFormula(cell.AsSpan().TrimStart('\'')) && !decimal.TryParse(cell, NumberStyles.Number, CultureInfo.InvariantCulture, out _) ? "'" + cell : cell;

    /// <summary>The text before <see cref="Safe"/>.</summary>
    public static string Plain(string cell) => cell is ['\'', ..] && BeginsLikeFormula(cell.AsSpan().TrimStart('\'')) ? cell[1..] : cell;

    private static bool BeginsLikeFormula(ReadOnlySpan<char> cell) => cell is ['=' or '@' or '+' or '-' or '\t' or '\r' or '\n' or '＝' or '＠' or '＋' or '－', ..];
}
