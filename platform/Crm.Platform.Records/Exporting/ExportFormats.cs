using System.Collections.Immutable;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Exporting;

/// <summary>What each format is called and written by.</summary>
internal static class ExportFormats
{
    public static string Extension(ExportFormat format) => format switch
    {
        ExportFormat.Csv => "csv",
        ExportFormat.Json => "json",
        ExportFormat.NdJson => "ndjson",
        ExportFormat.Xlsx => "xlsx",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };

    public static string ContentType(ExportFormat format) => format switch
    {
        ExportFormat.Csv => "text/csv; charset=utf-8",
        ExportFormat.Json => "application/json",
        ExportFormat.NdJson => "application/x-ndjson",
        ExportFormat.Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };

    public static IExportWriter Open(Stream stream, ImmutableArray<ExportColumn> columns, ExportRequest request, EntityDefinition entity) => request.Format switch
    {
        ExportFormat.Csv => new CsvExport(stream, columns, request),
        ExportFormat.Json => new JsonExport(stream, columns, isLines: false),
        ExportFormat.NdJson => new JsonExport(stream, columns, isLines: true),
        ExportFormat.Xlsx => new XlsxExport(stream, columns, request, entity.PluralTitle),
        _ => throw new ArgumentOutOfRangeException(nameof(request), request.Format, null),
    };
}
