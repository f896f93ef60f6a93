using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Writing;

/// <summary>The one write path. Screens, API, import and demo data all end here, so a rule holds at every door or at none.</summary>
public interface IRecordWriter
{
    /// <summary>Defaults, checks, formulas, save. <see cref="Invalid"/> lists every problem by field; <see cref="Conflict"/> names taken unique fields.</summary>
    Task<Result<Record>> CreateAsync(string entity, RecordInput input, Caller caller, CancellationToken cancellationToken);

    /// <summary>Changes the given fields only.</summary>
    /// <param name="expectedVersion">Refuse with <see cref="Stale"/> when the stored version differs; <see langword="null"/> takes the last word.</param>
    Task<Result<Record>> UpdateAsync(string entity, Guid id, RecordInput input, long? expectedVersion, Caller caller, CancellationToken cancellationToken);

    /// <summary>To the trash, with what cascades from it. <see cref="Conflict"/> when a restricting record points at it.</summary>
    Task<Result<Record>> DeleteAsync(string entity, Guid id, long? expectedVersion, Caller caller, CancellationToken cancellationToken);

    /// <summary>Back from the trash, with what went along. <see cref="Conflict"/> when a unique value was taken meanwhile.</summary>
    Task<Result<Record>> RestoreAsync(string entity, Guid id, Caller caller, CancellationToken cancellationToken);

    /// <summary>Creates many in one transaction per call; a bad row does not hold back the good ones.</summary>
    /// <returns>One outcome per input, in order; or a failure of the whole (no right, unknown entity).</returns>
    Task<Result<IReadOnlyList<Result<Guid>>>> CreateManyAsync(string entity, IReadOnlyList<RecordInput> inputs, Caller caller, CancellationToken cancellationToken);

    /// <summary>Changes many in one transaction per call; one that is refused does not hold back the others.</summary>
    /// <returns>One outcome per change, in order; or a failure of the whole (no right, unknown entity).</returns>
    Task<Result<IReadOnlyList<Result<Guid>>>> ChangeManyAsync(string entity, IReadOnlyList<RecordChange> changes, Caller caller, CancellationToken cancellationToken);

    /// <summary>Creates records of several entities in one transaction: all, or none when one of them is refused. A record may point at an earlier one by its chosen id.</summary>
    /// <returns>Records made, or the first failure.</returns>
    Task<Result<int>> CreateAllAsync(IReadOnlyList<NewRecords> batches, Caller caller, CancellationToken cancellationToken);
}

/// <summary>Records to create of one entity.</summary>
public sealed record NewRecords(string Entity, IReadOnlyList<RecordInput> Inputs);
