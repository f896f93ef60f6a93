using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Importing.Files;

namespace Crm.Platform.Records.Importing.Mapping;

/// <summary>A file's first rows, and what a mapping makes of them.</summary>
internal sealed record FileHead(FileText Text, char Delimiter, ImmutableArray<string> Headers, IReadOnlyList<CsvRow> First, ImmutableDictionary<string, ColumnMapping> Guess, Result<ImportPlan> Plan)
{
    /// <summary>Cells of a column that are not blank.</summary>
    public IEnumerable<string> Samples(int column) => SamplesOf(First, column);

    public static IEnumerable<string> SamplesOf(IReadOnlyList<CsvRow> rows, int column) =>
        rows.Where(r => r.Problem is null).Select(r => r.Cell(column).Trim()).Where(c => c.Length > 0);
}
