using Crm.Platform.Abstractions;
using CsvHelper;

namespace Crm.Platform.Records.Importing.Files;

/// <summary>Broken quoting in words. Such a row is refused: what was meant can only be guessed.</summary>
internal static class CsvFault
{
    public static Problem Of(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.UnterminatedQuote => new Problem("", "import.quote_open", "A quote is opened and never closed, so the rest of the file was read as one cell.") { Hint = "Close the quote, or double it where it is part of the text." },
        CsvMalformedReason.TextAfterClosingQuote => new Problem("", "import.quote", "There is text after a closing quote.") { Hint = "Double a quote that is part of the text." },
        _ => new Problem("", "import.quote", "There is a quote inside a cell without quotes around it.") { Hint = "Put the cell in quotes and double the quote inside." },
    };
}
