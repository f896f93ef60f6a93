using System.Collections.Immutable;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Publishing.Tombstones;

/// <summary>What was removed and is kept aside. Looking and restoring need <see cref="CallerRights.Customize"/>, purging <see cref="CallerRights.Admin"/> too.</summary>
public interface ITombstones
{
    /// <summary>Newest first.</summary>
    Task<Result<ImmutableArray<Tombstone>>> ListAsync(Caller caller, CancellationToken cancellationToken);

    /// <summary>Puts the definition of the field or entity back into the draft as it was; publishing it brings the data back.</summary>
    Task<Result<DraftState>> RestoreAsync(Guid id, Caller caller, CancellationToken cancellationToken);

    /// <summary>Destroys the data for good. Nothing else ever does.</summary>
    /// <returns>The tombstone that is no more.</returns>
    Task<Result<Tombstone>> PurgeAsync(Guid id, Caller caller, CancellationToken cancellationToken);
}
