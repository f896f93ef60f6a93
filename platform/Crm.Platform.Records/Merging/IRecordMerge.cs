using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Writing;

namespace Crm.Platform.Records.Merging;

/// <summary>Makes one record of several that stand for the same thing.</summary>
public interface IRecordMerge
{
    /// <summary>Most records merged into another at once.</summary>
    const int MostRecords = 20;

    /// <summary>Most records moved along at once.</summary>
    const int MostFollowers = 10_000;

    /// <summary>In one transaction: what points at the others points at the kept one, which takes the values, and the others go to the trash.</summary>
    /// <remarks>
    /// The caller must be allowed to change the kept record and to delete the others; what points at them follows without being asked, as
    /// it would when they were deleted. All of it is a new group of changes, to be undone by its id.
    /// </remarks>
    /// <param name="values">For the kept record; empty to leave it as it is.</param>
    Task<Result<Merged>> RunAsync(string entity, Guid keep, ImmutableArray<Guid> from, RecordInput values, Caller caller, CancellationToken cancellationToken);
}

/// <param name="Record">The kept record, as the caller may see it.</param>
/// <param name="ChangeSet">By which all of it can be undone.</param>
/// <param name="Moved">How many lookups point at the kept record now.</param>
public sealed record Merged(Record Record, Guid ChangeSet, int Moved);
