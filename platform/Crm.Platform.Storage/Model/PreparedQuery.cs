namespace Crm.Platform.Storage.Model;

/// <summary>A prepared query for rows.</summary>
/// <param name="context">Any context of the model the query is over; it is not kept.</param>
public sealed class PreparedQuery<T>(RecordContext context, IQueryable<T> query)
{
    private readonly Prepared<IAsyncEnumerable<T>> _prepared = new(context, query.Expression);

    public async Task<List<T>> ToListAsync(RecordContext context, QueryBinding binding, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        await foreach (var row in _prepared.Run(context, binding, cancellationToken).WithCancellation(cancellationToken))
            rows.Add(row);
        return rows;
    }
}
