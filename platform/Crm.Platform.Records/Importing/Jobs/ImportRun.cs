using Crm.Platform.Abstractions;
using Crm.Platform.Records.Importing.Files;
using Crm.Platform.Records.Importing.Mapping;
using Crm.Platform.Records.Importing.Values;
using Crm.Platform.Records.Writing;

namespace Crm.Platform.Records.Importing.Jobs;

/// <summary>One run over a file: rows in chunks through the write path, then the links between them.</summary>
internal sealed class ImportRun(ImportPlan plan, LookupResolver lookups, IRecordWriter writer, Caller caller, TimeProvider time)
{
    /// <summary>Rows per transaction: enough to make its cost small, few enough to let other writers in.</summary>
    private const int ChunkSize = 500;

    private readonly RowConverter _converter = new(plan, lookups);
    private readonly MissingTargets _missing = new(lookups, writer, caller);

    /// <param name="keep">Called before each chunk with the counts so far and the ids about to be written.</param>
    /// <returns>Why it could not go on, or <see langword="null"/> at the end of the file.</returns>
    /// <exception cref="OperationCanceledException">Asked to stop; between two chunks, so the counts are exact.</exception>
    public async Task<Failure?> RunAsync(CsvSource source, ErrorFile errors, LinkFile links, ImportTally tally, Func<IReadOnlyList<Guid>, Task> keep, CancellationToken cancellationToken)
    {
        await foreach (var chunk in Chunks(source.ReadAsync(cancellationToken)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var ids = chunk.ConvertAll(_ => Guid.CreateVersion7(time.GetUtcNow()));
            await keep(ids);
            if (await WriteAsync(chunk, ids, errors, links, tally) is { } failure)
                return failure;
        }
        await keep([]);
        return await LinkAsync(links, errors, tally, keep, cancellationToken);
    }

    /// <remarks>Not cancelled half-way: what the transaction did and what is counted must agree.</remarks>
    private async Task<Failure?> WriteAsync(List<CsvRow> rows, List<Guid> ids, ErrorFile errors, LinkFile links, ImportTally tally)
    {
        if (await ChunkValues.ResolveAsync(plan, rows, lookups, _missing, CancellationToken.None) is { } unreadable)
            return unreadable;
        var open = new List<SelfLink>();
        var inputs = rows.Select((row, i) => _converter.Convert(row, ids[i], open)).ToList();
        var outcomes = await writer.CreateManyAsync(plan.Entity.Name, inputs, caller, CancellationToken.None);
        if (!outcomes.IsSuccess)
            return outcomes.Failure;
        for (var i = 0; i < rows.Count; i++)
        {
            if (outcomes.Value[i].Failure is { } refused)
                errors.Add(rows[i], tally.Refuse(rows[i], refused));
            else
                tally.Land();
        }
        await errors.FlushAsync(CancellationToken.None);
        var landed = open.Count == 0 ? [] : ids.Where((_, i) => outcomes.Value[i].IsSuccess).ToHashSet();
        foreach (var link in open.Where(l => landed.Contains(l.Id)))
            links.Add(link);
        return null;
    }

    private async Task<Failure?> LinkAsync(LinkFile links, ErrorFile errors, ImportTally tally, Func<IReadOnlyList<Guid>, Task> keep, CancellationToken cancellationToken)
    {
        lookups.Forget();
        var pass = new SelfLinks(plan, lookups, _missing, writer, caller);
        foreach (var chunk in links.ReadAll().Chunk(ChunkSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await pass.ApplyAsync(chunk, (link, failure) => errors.Add(link.Row, tally.Unlink(link.Row, failure)), CancellationToken.None) is { } failure)
                return failure;
            await errors.FlushAsync(CancellationToken.None);
            await keep([]);
        }
        return null;
    }

    private static async IAsyncEnumerable<List<CsvRow>> Chunks(IAsyncEnumerable<CsvRow> rows)
    {
        var chunk = new List<CsvRow>(ChunkSize);
        await foreach (var row in rows)
        {
            chunk.Add(row);
            if (chunk.Count < ChunkSize)
                continue;
            yield return chunk;
            chunk = new List<CsvRow>(ChunkSize);
        }
        if (chunk.Count > 0)
            yield return chunk;
    }
}
