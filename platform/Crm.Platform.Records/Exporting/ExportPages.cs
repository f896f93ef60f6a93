using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading;

namespace Crm.Platform.Records.Exporting;

/// <summary>Reads an export page by page, with the targets its columns name.</summary>
internal sealed class ExportPages(IRecordReader reader, ExportRequest request, ImmutableArray<ExportColumn> columns, Caller caller)
{
    private readonly ImmutableArray<ImmutableArray<string>> _targets = [.. columns.Select(c => c.Navigation).OfType<string>().Chunk(ExpandedRow.MostTargets).Select(c => c.ToImmutableArray())];

    /// <param name="passed">Records read so far.</param>
    public async Task<Result<ExportPage>> ReadAsync(RecordCursor? after, int passed, CancellationToken cancellationToken)
    {
        var most = Math.Min(RecordQuery.MaxTop, (request.Most ?? int.MaxValue) - passed);
        if (most <= 0)
            return new ExportPage([], null);
        var query = request.Query with { IsExport = true, Top = most, After = after, Expand = _targets.IsEmpty ? [] : _targets[0] };
        var page = await reader.QueryAsync(query, caller, cancellationToken);
        if (!page.IsSuccess)
            return page.Failure;
        var targets = page.Value.Rows.Select(row => row.Expanded.ToDictionary(e => e.Navigation, e => e.Target, StringComparer.Ordinal)).ToList();
        // One statement joins so many targets and no more; others come by a look at the same page again.
        foreach (var more in _targets.Skip(1))
            if (await AddAsync(query with { Expand = more }, page.Value, targets, cancellationToken) is { } failure)
                return failure;
        return new ExportPage([.. page.Value.Rows.Zip(targets, (row, found) => new ExportRow(row.Record, found))], page.Value.Next);
    }

    private async Task<Failure?> AddAsync(RecordQuery query, RecordPage page, List<Dictionary<string, Record?>> targets, CancellationToken cancellationToken)
    {
        var again = await reader.QueryAsync(query, caller, cancellationToken);
        if (!again.IsSuccess)
            return again.Failure;
        var found = again.Value.Rows.ToDictionary(r => r.Record.Id);
        foreach (var (index, row) in page.Rows.Index())
            if (found.GetValueOrDefault(row.Record.Id) is { } with)
                foreach (var (navigation, target) in with.Expanded)
                    targets[index][navigation] = target;
        return null;
    }
}

internal sealed record ExportPage(ImmutableArray<ExportRow> Rows, RecordCursor? Next);
