using System.Collections.Immutable;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Storage.Search;

/// <summary>The fields whose words records are found by.</summary>
public static class SearchFields
{
    /// <summary>An entity with more texts is found by the first of them.</summary>
    public const int Most = 40;

    /// <summary>The display field first, then the other stored texts in order, unless field or entity says <c>x-crm.search: false</c>.</summary>
    public static ImmutableArray<FieldDefinition> Of(EntityDefinition entity, IFieldKindRegistry kinds)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(kinds);
        return entity is { IsSearched: true, System: false }
            ? [.. entity.Stored.Where(f => IsText(kinds.Get(f)) && Declared(entity, f).IsSearched).OrderByDescending(f => f.Name == entity.DisplayField).Take(Most)]
            : [];
    }

    /// <summary>The field a part belongs to, or the field itself.</summary>
    public static FieldDefinition Declared(EntityDefinition entity, FieldDefinition field)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(field);
        return field.Part is null ? field : entity.Field(field.Name.Split('.')[0]) ?? field;
    }

    private static bool IsText(IFieldKind kind) => kind.Storage == StorageType.Text && (kind.Traits & (FieldTraits.Coded | FieldTraits.Opaque)) == 0;
}
