using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading;
using Crm.Platform.Screens.Lists;

namespace Crm.Platform.Screens.Records;

/// <summary>Counts the records behind each related list.</summary>
internal sealed class RelatedCounts(IRecordReader reader, ICurrentCaller current)
{
    /// <returns>One count per list, in order; <see langword="null"/> where it may not or cannot be counted.</returns>
    public async Task<ImmutableArray<long?>> OfAsync(ImmutableArray<RelatedRecords> related, Guid id, CancellationToken cancellationToken)
    {
        var caller = await current.GetAsync(cancellationToken);
        var counts = ImmutableArray.CreateBuilder<long?>(related.Length);
        foreach (var list in related)
        {
            var query = ListQuery.Of(list.Layout, new ListState());
            var count = query.IsSuccess ? await reader.CountAsync(list.Of(query.Value, id), caller, cancellationToken) : query.Failure;
            counts.Add(count.IsSuccess ? count.Value : null);
        }
        return counts.MoveToImmutable();
    }
}
