using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Records.Rights;

/// <summary>What a caller may see and do, for those who show or describe it. Nothing rests on asking here: reading and writing check for themselves.</summary>
public interface IRights
{
    /// <summary>The definitions in force as the caller may know them: no entity, field, form or view that is closed. The very snapshot for callers who may see all of it.</summary>
    MetadataSnapshot SeenBy(Caller caller);

    /// <summary>What may be done with records of an entity, some of them at least.</summary>
    EntityRights On(string entity, Caller caller);

    /// <summary>What may be done with one record. <see cref="NotFound"/> when the caller may not see it.</summary>
    Task<Result<ThisRecordRights>> OnRecordAsync(string entity, Guid id, Caller caller, CancellationToken cancellationToken);
}

/// <summary>What may be done with records of an entity.</summary>
/// <param name="Assign">Whether the owner may be set.</param>
public sealed record EntityRights(bool Create, bool Read, bool Update, bool Delete, bool Export, bool Import, bool Assign)
{
    public static EntityRights Nothing { get; } = new(false, false, false, false, false, false, false);
}

/// <summary>What may be done with one record that may be seen.</summary>
public sealed record ThisRecordRights(bool Update, bool Delete, bool Share);
