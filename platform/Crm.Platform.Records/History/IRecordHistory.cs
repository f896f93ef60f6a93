using System.Collections.Immutable;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.History;

/// <summary>What happened to a record, and bringing back what it was. Shows no field the caller may not read; changes go through the one write path.</summary>
public interface IRecordHistory
{
    /// <summary>The newest first. Also of a record in the trash, for those who may restore it.</summary>
    /// <param name="before">Only entries with a smaller id, to turn the page.</param>
    /// <param name="top">1 to 200.</param>
    Task<Result<HistoryPage>> ListAsync(string entity, Guid id, long? before, int top, Caller caller, CancellationToken cancellationToken);

    /// <summary>Gives the field of an entry the value it had before it.</summary>
    /// <param name="force">Also when the field was changed again since; otherwise that is a <see cref="Conflict"/>.</param>
    Task<Result<Record>> PutBackAsync(string entity, Guid id, long entry, bool force, Caller caller, CancellationToken cancellationToken);

    /// <summary>Gives every field the value it had at a moment, UTC. Fields that exist no more, and computed ones, are left alone.</summary>
    /// <param name="expectedVersion">Refuse with <see cref="Stale"/> when the stored version differs; <see langword="null"/> takes the last word.</param>
    Task<Result<Record>> PutBackAllAsync(string entity, Guid id, DateTime asOf, long? expectedVersion, Caller caller, CancellationToken cancellationToken);
}

/// <param name="HasMore">Whether older entries follow.</param>
public sealed record HistoryPage(ImmutableArray<HistoryEntry> Entries, bool HasMore);
