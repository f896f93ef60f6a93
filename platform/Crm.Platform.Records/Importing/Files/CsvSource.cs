using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Crm.Platform.Abstractions;
using CsvHelper;

namespace Crm.Platform.Records.Importing.Files;

/// <summary>A CSV file being read from top to bottom, one row in memory at a time.</summary>
internal sealed class CsvSource : IAsyncDisposable
{
    private readonly FileStream _file;
    private readonly CsvReader _reader;
    private readonly ImportOptions _limits;
    private CsvMalformedReason? _malformed;
    private int _number;

    private CsvSource(string path, FileText text, char? separator, ImportOptions limits)
    {
        _limits = limits;
        Text = text;
        _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
        _reader = CsvReader.Create(_file, new CsvReaderOptions
        {
            Separator = separator,
            HasHeader = false,
            // Blank lines count as rows, so that numbers agree with what a spreadsheet shows.
            SkipEmptyLines = false,
            MaxRecordSize = checked(limits.MaxCellLength * 8),
            Encoding = text.Encoding,
            IncludeValuesInExceptions = false,
            OnMalformedRecord = malformed => _malformed = malformed.Reason,
        });
    }

    public FileText Text { get; }

    public char Separator => _reader.Separator;

    public ImmutableArray<string> Headers { get; private set; } = [];

    /// <summary>Share of the file read so far, 0 to 1.</summary>
    public double Progress => _file.Length == 0 ? 1 : (double)_file.Position / _file.Length;

    /// <summary>Opens a file and reads its header.</summary>
    public static async Task<Result<CsvSource>> OpenAsync(string path, char? separator, ImportOptions limits, CancellationToken cancellationToken)
    {
        var text = await FileScan.RunAsync(path, cancellationToken);
        if (!text.IsSuccess)
            return text.Failure;
        var source = new CsvSource(path, text.Value, separator, limits);
        if (await source.ReadHeaderAsync(cancellationToken) is not { } problem)
            return source;
        await source.DisposeAsync();
        return Invalid.Of(problem);
    }

    /// <summary>The rows after the header, without blank ones. A row that ends the reading comes last, with its problem.</summary>
    public async IAsyncEnumerable<CsvRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var rows = 0; ; rows++)
        {
            var row = await NextAsync(cancellationToken);
            if (row is null)
                yield break;
            if (rows == _limits.MaxRows)
                row = row with { Problem = new Problem("", "import.rows", $"At most {_limits.MaxRows:N0} rows can be imported at once; the rest of the file was not read.") };
            yield return row;
            if (row.Problem?.Code is "import.rows" or "import.row_size")
                yield break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _reader.DisposeAsync();
        await _file.DisposeAsync();
    }

    private async Task<Problem?> ReadHeaderAsync(CancellationToken cancellationToken)
    {
        if (await NextAsync(cancellationToken) is not { } row)
            return ImportProblems.Empty;
        if (row.Problem is not null)
            return row.Problem with { Path = "file" };
        if (row.Cells.Length > _limits.MaxColumns)
            return ImportProblems.TooManyColumns(row.Cells.Length, _limits.MaxColumns);
        Headers = [.. row.Cells.Select(Named)];
        var duplicates = Headers.GroupBy(h => h, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).Select(g => g.Key).ToList();
        return duplicates.Count > 0 ? ImportProblems.Duplicates(duplicates) : null;
    }

    private static string Named(string cell, int index)
    {
        var words = cell.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? $"Column {index + 1}" : string.Join(' ', words);
    }

    /// <summary>The next row that is not blank, or <see langword="null"/> at the end.</summary>
    private async Task<CsvRow?> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await AdvanceAsync(cancellationToken))
                if (!IsBlank())
                    return Row();
            return null;
        }
        catch (CsvFormatException)
        {
            return new CsvRow(_number, Filled([]), new Problem("", "import.row_size", "The row is too long; probably a quote is never closed. The rest of the file was not read."));
        }
    }

    private async ValueTask<bool> AdvanceAsync(CancellationToken cancellationToken)
    {
        _malformed = null;
        _number++;
        return await _reader.ReadAsync(cancellationToken);
    }

    private bool IsBlank()
    {
        for (var i = 0; i < _reader.FieldCount; i++)
            if (!_reader.GetSpan(i).Trim(" \t"u8).IsEmpty)
                return false;
        return _malformed is null;
    }

    private CsvRow Row()
    {
        var cells = new string[_reader.FieldCount];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = _reader.GetString(i);
        return new CsvRow(_number, Filled(cells), Problem(cells));
    }

    private string[] Filled(string[] cells) => cells.Length >= Headers.Length ? cells : [.. cells, .. Enumerable.Repeat("", Headers.Length - cells.Length)];

    private Problem? Problem(string[] cells)
    {
        if (_malformed is { } reason)
            return CsvFault.Of(reason);
        if (Array.Exists(cells, c => c.Length > _limits.MaxCellLength))
            return new Problem("", "import.cell_size", $"A cell is longer than {_limits.MaxCellLength:N0} characters.");
        if (Headers.Length > 0 && cells.Skip(Headers.Length).Any(c => !string.IsNullOrWhiteSpace(c)))
            return new Problem("", "import.cells", $"The row has {cells.Length} cells, the header names {Headers.Length} columns.") { Hint = "Put quotes around cells that contain the delimiter." };
        return null;
    }
}
