using Crm.Platform.Abstractions;
using Crm.Platform.Records.Writing;
using Crm.Platform.Storage.Databases;
using Crm.Platform.Storage.Search;

namespace Crm.Platform.Records.Search;

/// <summary>Keeps the index of words in step with the records, in their transaction. The trash stays in it, so that it can be searched too.</summary>
internal sealed class SearchEffect(SearchNumbers numbers, IDatabase database) : IWriteEffect
{
    public async ValueTask<Failure?> RunAsync(RecordSession session, IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken)
    {
        // One entry per record: what was written last is what it is.
        var entries = new Dictionary<Guid, SearchEntry>(writes.Count);
        foreach (var write in writes)
        {
            if (write.Kind is not (WriteKind.Create or WriteKind.Update))
                continue;
            var fields = await numbers.OfAsync(session.Model, session.Context, write.Entity, cancellationToken);
            if (!fields.IsEmpty && (write.Before is not { } before || SearchEntries.Differ(before, write.Record, fields)))
                entries[write.Record.Id] = SearchEntries.Of(write.Record, fields);
        }
        if (entries.Count > 0)
            await database.Search.WriteAsync(session.Context.Database, entries.Values, cancellationToken);
        return null;
    }
}
