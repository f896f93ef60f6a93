using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Importing;

/// <summary>What can be wrong with a file as a whole. Codes are part of the API.</summary>
internal static class ImportProblems
{
    public static Problem Empty { get; } = new("file", "import.empty", "The file is empty.") { Hint = "The first row must name the columns." };

    public static Problem Workbook { get; } = new("file", "import.workbook", "This is a workbook or an archive, not a CSV file.") { Hint = "In the spreadsheet, choose 'Save as' and 'CSV UTF-8'." };

    public static Problem Binary { get; } = new("file", "import.binary", "The file holds NUL bytes, so it is not plain text.") { Hint = "Save it again as 'CSV UTF-8'." };

    public static NotFound Unknown { get; } = new("import.unknown", "There is no such import, or you may not see it.");

    public static Conflict Started { get; } = new("import.started", "This import was started already.");

    public static Conflict NotEnded { get; } = new("import.not_ended", "This import has not ended yet.");

    public static Conflict Undone { get; } = new("import.undone", "This import was undone already.");

    public static Conflict NoHistory { get; } = new("import.no_history", "What this import did is not in any history, so it cannot be undone.");

    public static Problem TooManyColumns(int columns, int most) => new("file", "import.columns", $"The file has {columns:N0} columns; at most {most:N0} can be read.");

    public static Problem Duplicates(IEnumerable<string> headers) =>
        new("file", "import.header_duplicate", $"Column names occur more than once: {string.Join(", ", headers.Take(5).Select(h => $"'{h}'"))}.") { Hint = "Give each column its own name in the first row." };

    public static Problem TooLarge(long most) => new("file", "import.size", $"The file is larger than {most / (1024 * 1024):N0} MB.") { Hint = "Split it into several files." };
}
