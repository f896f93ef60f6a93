using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Importing.Files;

/// <summary>One row of the file as it stands there.</summary>
/// <param name="Number">As a spreadsheet counts: the header is in the first row that is not blank.</param>
/// <param name="Cells">At least one per column; a short row is filled up with empty ones.</param>
/// <param name="Problem">Why the row cannot be used, whatever it holds.</param>
internal sealed record CsvRow(int Number, string[] Cells, Problem? Problem)
{
    public string Cell(int column) => Cells[column];
}
