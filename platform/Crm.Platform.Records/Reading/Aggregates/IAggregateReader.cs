using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Reading.Aggregates;

/// <summary>Groups and sums up the records a caller may read. Computed by the database; hidden fields are unknown here as they are to <see cref="IRecordReader"/>.</summary>
public interface IAggregateReader
{
    /// <summary>A page of groups. <see cref="Invalid"/> when a part of the query does not fit the entity, or a sum is too large to compute.</summary>
    Task<Result<AggregatePage>> QueryAsync(AggregateQuery query, Caller caller, CancellationToken cancellationToken);

    /// <summary>How many groups there are, whatever the query's page.</summary>
    Task<Result<long>> CountAsync(AggregateQuery query, Caller caller, CancellationToken cancellationToken);
}
