using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Writing;

/// <summary>Inserts a chunk of new records of one entity: all at once, or one by one when one of them is refused.</summary>
internal static class BatchInsert
{
    /// <returns>One outcome per input; inputs that already failed keep their failure.</returns>
    public static async Task<IReadOnlyList<Result<Guid>>> RunAsync(WritePipeline pipeline, RecordSession session, Result<RecordWrite>[] made, CancellationToken cancellationToken)
    {
        var good = made.Where(m => m.IsSuccess).Select(m => m.Value).ToList();
        var failures = new Dictionary<Guid, Failure>();
        if (await InsertAsync(pipeline, session, good, cancellationToken) is not null)
            foreach (var write in good)
                if ((session.Lookups.Lost(write) ?? await InsertAsync(pipeline, session, [write], cancellationToken)) is { } failure)
                {
                    failures[write.Record.Id] = failure;
                    session.Lookups.Refuse(write);
                }

        return [.. made.Select(m => !m.IsSuccess ? m.Failure : failures.TryGetValue(m.Value.Record.Id, out var failure) ? failure : (Result<Guid>)m.Value.Record.Id)];
    }

    private static async Task<Failure?> InsertAsync(WritePipeline pipeline, RecordSession session, List<RecordWrite> writes, CancellationToken cancellationToken)
    {
        if (writes.Count == 0)
            return null;
        return await session.TryAsync(
            async () =>
            {
                session.Context.Records(writes[0].Entity.Name).AddRange(writes.Select(w => w.Record));
                return await pipeline.SaveAsync(session, writes, cancellationToken);
            },
            cancellationToken);
    }
}
