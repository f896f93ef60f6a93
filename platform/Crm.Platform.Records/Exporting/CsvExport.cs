using System.Collections.Immutable;
using CsvHelper;

namespace Crm.Platform.Records.Exporting;

/// <summary>Comma-separated values, in the form that imports read back.</summary>
internal sealed class CsvExport : IExportWriter
{
    private readonly CsvWriter _csv;
    private readonly ImmutableArray<ExportColumn> _columns;

    public CsvExport(Stream stream, ImmutableArray<ExportColumn> columns, ExportRequest request)
    {
        _columns = columns;
        _csv = CsvWriter.Create(stream, new CsvWriterOptions { WriteByteOrderMark = request.WithMark }, leaveOpen: true);
        foreach (var column in columns)
            _csv.WriteField(SpreadsheetText.Safe(request.WithNames ? column.Name : column.Title));
        _csv.EndRecord();
    }

    public void Write(ExportRow row)
    {
        foreach (var column in _columns)
            _csv.WriteField(SpreadsheetText.Safe(column.Text(row)));
        _csv.EndRecord();
    }

    public void Flush() => _csv.Flush();

    public void End() => _csv.Flush();

    public void Dispose() => _csv.Dispose();
}
