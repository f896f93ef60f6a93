using System.Collections.Immutable;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Exporting;

/// <inheritdoc/>
internal sealed class PreparedExport(ExportRequest request, EntityDefinition entity, ImmutableArray<ExportColumn> columns, ExportPages pages, ExportPage first, DateTime at, Func<long, Task> ended) : IPreparedExport
{
    public string ContentType => ExportFormats.ContentType(request.Format);

    public string FileName => $"{entity.Set}-{at:yyyy-MM-dd}.{ExportFormats.Extension(request.Format)}";

    public async Task WriteAsync(Stream target, CancellationToken cancellationToken)
    {
        var written = 0;
        try
        {
            using var drain = new DrainStream();
            using var writer = ExportFormats.Open(drain, columns, request, entity);
            for (var page = first; ; page = await NextAsync(page, written, cancellationToken))
            {
                foreach (var row in page.Rows)
                    writer.Write(row);
                written += page.Rows.Length;
                writer.Flush();
                await drain.DrainAsync(target, cancellationToken);
                if (page.Next is null)
                    break;
            }
            writer.End();
            await drain.DrainAsync(target, cancellationToken);
        }
        finally
        {
            // Also of one that was broken off: what was taken by then was taken.
            await ended(written);
        }
    }

    private async Task<ExportPage> NextAsync(ExportPage page, int written, CancellationToken cancellationToken)
    {
        var next = await pages.ReadAsync(page.Next, written, cancellationToken);
        return next.IsSuccess ? next.Value : throw new IOException($"The export ended after {written} records: {next.Failure.Code}.");
    }
}
