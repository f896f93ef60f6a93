using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Api.Data;

/// <summary>Answers for sets that are there but closed to the caller: a right is missing for the set; a record of it is one the caller may not see.</summary>
internal static class ClosedResource
{
    /// <summary><see langword="null"/> when there is no such set at all.</summary>
    public static Failure? At(string method, ResourcePath path, MetadataSnapshot whole)
    {
        if (path.Kind == ResourceKind.Unknown || whole.EntityOfSet(path.Set) is not { } entity)
            return null;
        return path.Kind switch
        {
            ResourceKind.Set when method == "POST" => new Forbidden("access.create", $"You may not create {entity.PluralTitle.ToLowerInvariant()}."),
            ResourceKind.Set or ResourceKind.Count => new Forbidden("access.read", $"You may not read {entity.PluralTitle.ToLowerInvariant()}."),
            _ => NoSuchRecord(entity),
        };
    }

    public static NotFound NoSuchRecord(EntityDefinition entity) => new("record.unknown", $"There is no such {entity.Title.ToLowerInvariant()}, or you may not see it.");
}
