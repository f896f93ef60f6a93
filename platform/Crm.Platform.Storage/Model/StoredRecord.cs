using Crm.Platform.Abstractions;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Crm.Platform.Storage.Model;

/// <summary>A record as EF Core makes it: EF hands the entity type to the constructor, which knows the layout.</summary>
public sealed class StoredRecord : Record
{
    private const string LayoutAnnotation = "Crm:Layout";

    internal StoredRecord(RecordLayout layout)
        : base(layout)
    {
    }

    /// <summary>For EF Core.</summary>
    private StoredRecord(IEntityType entityType)
        : base(LayoutOf(entityType))
    {
    }

    /// <summary>A copy that no context tracks: the record as it is now.</summary>
    public StoredRecord Copy()
    {
        var copy = new StoredRecord(Layout)
        {
            Id = Id,
            CreatedAt = CreatedAt,
            CreatedById = CreatedById,
            ModifiedAt = ModifiedAt,
            ModifiedById = ModifiedById,
            OwnerId = OwnerId,
            Version = Version,
            DeletedAt = DeletedAt,
        };
        copy.CopyValues(this);
        return copy;
    }

    internal static RecordLayout LayoutOf(IEntityType entityType) => (RecordLayout)entityType.FindRuntimeAnnotationValue(LayoutAnnotation)!;

    internal static void SetLayout(IEntityType entityType, RecordLayout layout) => entityType.AddRuntimeAnnotation(LayoutAnnotation, layout);
}
