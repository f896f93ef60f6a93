using System.Globalization;
using Crm.Platform.Records.Exporting;
using CsvHelper;
using CsvRow = Crm.Platform.Records.Importing.Files.CsvRow;

namespace Crm.Platform.Records.Importing.Jobs;

/// <summary>The refused rows with their reasons, written as they occur. Made only when there is one.</summary>
/// <remarks>The original cells stand behind, so a mended error file can be imported again.</remarks>
internal sealed class ErrorFile(string path, IReadOnlyList<string> headers) : IAsyncDisposable
{
    private CsvWriter? _writer;

    public void Add(CsvRow row, IReadOnlyList<ImportProblem> problems)
    {
        var writer = _writer ??= Open();
        Write(writer, [row.Number.ToString(CultureInfo.InvariantCulture), string.Join("; ", problems.Select(p => p.Column).OfType<string>().Distinct()), string.Join(" ", problems.Select(p => p.Message)), .. row.Cells]);
    }

    public Task FlushAsync(CancellationToken cancellationToken) => _writer is { } writer ? writer.FlushAsync(cancellationToken).AsTask() : Task.CompletedTask;

    public ValueTask DisposeAsync() => _writer?.DisposeAsync() ?? ValueTask.CompletedTask;

    private CsvWriter Open()
    {
        // The mark makes spreadsheets read it as UTF-8.
        var writer = CsvWriter.ToFile(path, new CsvWriterOptions { WriteByteOrderMark = true, ValidateFieldCount = false });
        Write(writer, [.. ErrorFileHeaders.All, .. headers]);
        return writer;
    }

    private static void Write(CsvWriter writer, IEnumerable<string> cells)
    {
        foreach (var cell in cells)
            writer.WriteField(SpreadsheetText.Safe(cell));
        writer.EndRecord();
    }
}
