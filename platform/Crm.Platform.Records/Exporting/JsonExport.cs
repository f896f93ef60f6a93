using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Crm.Platform.Records.Exporting;

/// <summary>JSON: one array, or one object per line. Values as on the wire, lookups also as text.</summary>
internal sealed class JsonExport : IExportWriter
{
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Stream _stream;
    private readonly Utf8JsonWriter _json;
    private readonly ImmutableArray<ExportColumn> _columns;
    private readonly bool _isLines;
    private bool _hasRows;

    public JsonExport(Stream stream, ImmutableArray<ExportColumn> columns, bool isLines)
    {
        (_stream, _columns, _isLines) = (stream, columns, isLines);
        _json = new Utf8JsonWriter(stream, Options);
        if (!isLines)
            stream.Write("["u8);
    }

    public void Write(ExportRow row)
    {
        if (_hasRows)
            _stream.Write(_isLines ? "\n"u8 : ",\n"u8);
        _hasRows = true;
        _json.WriteStartObject();
        foreach (var column in _columns)
            Write(column, column.Value(row));
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
    }

    public void Flush()
    {
    }

    public void End() => _stream.Write(_isLines ? (_hasRows ? "\n"u8 : default) : "]"u8);

    public void Dispose() => _json.Dispose();

    private void Write(ExportColumn column, object? value)
    {
        _json.WritePropertyName(column.Name);
        if (value is null)
            _json.WriteNullValue();
        else if (column.Navigation is not null)
            _json.WriteStringValue((string)value);
        else
            column.Kind.WriteJson(_json, value, column.Field);
    }
}
