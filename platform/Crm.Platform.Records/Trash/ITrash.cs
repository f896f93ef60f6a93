using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Trash;

/// <summary>The end of records. Listing and restoring them is reading and writing as always.</summary>
public interface ITrash
{
    /// <summary>Deletes a record in the trash for good, with what went there together with it and all their history. Lookups that still name them become empty.</summary>
    /// <returns>How many records are gone; needs the right to administer.</returns>
    Task<Result<int>> PurgeAsync(string entity, Guid id, Caller caller, CancellationToken cancellationToken);
}
