using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Crm.Platform.Records.Exporting;

/// <summary>A spreadsheet (ISO/IEC 29500), sheet after sheet as rows come.</summary>
/// <remarks>Written here because what the packages write they keep: Open XML SDK holds a sheet in memory until the file is closed, MiniExcel took 540 MB for 300,000 rows.</remarks>
internal sealed class XlsxExport : IExportWriter
{
    /// <summary>What a sheet holds, its head included.</summary>
    private const int MostRows = 1_048_576;

    private static readonly XmlWriterSettings Settings = new() { CheckCharacters = false, CloseOutput = true, Encoding = new UTF8Encoding(false) };

    private readonly ZipArchive _zip;
    private readonly ImmutableArray<ExportColumn> _columns;
    private readonly ExportRequest _request;
    private readonly List<string> _sheets = [];
    private readonly string _title;
    private XmlWriter? _sheet;
    private int _rows;

    public XlsxExport(Stream stream, ImmutableArray<ExportColumn> columns, ExportRequest request, string title)
    {
        (_columns, _request, _title) = (columns, request, title);
        _zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        BeginSheet();
    }

    public void Write(ExportRow row)
    {
        if (_rows == MostRows)
            BeginSheet();
        BeginRow();
        foreach (var column in _columns)
            XlsxCell.Write(_sheet!, column, column.Value(row), row);
        _sheet!.WriteEndElement();
    }

    public void Flush() => _sheet!.Flush();

    public void End()
    {
        EndSheet();
        foreach (var (name, text) in XlsxParts.Of(_sheets))
        {
            using var part = _zip.CreateEntry(name, CompressionLevel.Fastest).Open();
            part.Write(Encoding.UTF8.GetBytes(text));
        }
        _zip.Dispose();
    }

    public void Dispose()
    {
        _sheet?.Dispose();
        _zip.Dispose();
    }

    private void BeginSheet()
    {
        EndSheet();
        _sheets.Add(XlsxParts.SheetName(_title, _sheets.Count + 1));
        _sheet = XmlWriter.Create(_zip.CreateEntry(XlsxParts.SheetPath(_sheets.Count), CompressionLevel.Fastest).Open(), Settings);
        _sheet.WriteStartElement("worksheet", XlsxParts.Namespace);
        _sheet.WriteStartElement("sheetData");
        _rows = 0;
        BeginRow();
        foreach (var column in _columns)
            XlsxCell.Text(_sheet, _request.WithNames ? column.Name : column.Title);
        _sheet.WriteEndElement();
    }

    private void BeginRow()
    {
        _rows++;
        _sheet!.WriteStartElement("row");
    }

    private void EndSheet()
    {
        if (_sheet is null)
            return;
        _sheet.WriteEndElement();
        _sheet.WriteEndElement();
        _sheet.Dispose();
        _sheet = null;
    }
}
