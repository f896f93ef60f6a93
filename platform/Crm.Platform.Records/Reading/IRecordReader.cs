using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Reading;

/// <summary>The one read path: rights and the trash are applied here and nowhere else.</summary>
public interface IRecordReader
{
    /// <summary>One live record. <see cref="NotFound"/> also when the caller may not see it.</summary>
    Task<Result<Record>> FindAsync(string entity, Guid id, Caller caller, CancellationToken cancellationToken);

    /// <summary>A page of records. <see cref="Invalid"/> when filter, sort or expand do not fit the entity.</summary>
    Task<Result<RecordPage>> QueryAsync(RecordQuery query, Caller caller, CancellationToken cancellationToken);

    /// <summary>How many live records the query's filter and search match, whatever its page.</summary>
    Task<Result<long>> CountAsync(RecordQuery query, Caller caller, CancellationToken cancellationToken);
}
