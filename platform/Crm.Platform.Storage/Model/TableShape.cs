using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Storage.Schema;

namespace Crm.Platform.Storage.Model;

/// <summary>A table with its indexes.</summary>
internal sealed record TableShape(EntityDefinition Entity, ImmutableArray<IndexShape> Indexes)
{
    /// <summary>An entity's table: its keys, its declared indexes, one index per lookup, for related lists and the checks before a delete, and one of the trash.</summary>
    public static TableShape Of(EntityDefinition entity)
    {
        var declared = entity.Indexes.Select(i => new IndexShape(i, false)).ToList();
        var searched = entity.Fields.Where(f => f.IsLookup).Select(f => f.Name).Append(SystemFields.OwnerId).Append(SystemFields.CreatedAt).Append(SystemFields.ModifiedAt);
        var lookups = searched.Where(name => !declared.Exists(i => i.Fields[0] == name)).Select(name => new IndexShape([name], false));
        var plain = declared.Concat(lookups).DistinctBy(i => string.Join(',', i.Fields)).Where(i => !entity.Keys.Any(key => key.SequenceEqual(i.Fields)));
        return new TableShape(entity, [.. entity.Keys.Select(k => new IndexShape(k, true)), .. plain, IndexShape.OfTrash]);
    }
}

/// <summary>One index, over living records unless it is of the trash.</summary>
internal sealed record IndexShape(ImmutableArray<string> Fields, bool IsUnique)
{
    public const string DeletedAt = "deleted_at";

    /// <summary>The trash is listed and emptied by age; living records are not in this index.</summary>
    public static IndexShape OfTrash { get; } = new([DeletedAt], false) { IsOfTrash = true };

    public bool IsOfTrash { get; private init; }

    /// <summary>What the index holds: lists go by it and end with the id; with the owner in it too, whose turn it is to be left out is decided without looking at the row.</summary>
    public IEnumerable<string> Columns(EntityDefinition entity) =>
        IsUnique || IsOfTrash || entity.Field(Fields[0])?.IsLookup == true ? Fields : Fields.Append(SystemFields.Id).Append(SystemFields.OwnerId).Distinct();

    public string NameOn(string entity) => StoredNames.Index(entity, Fields, IsUnique);
}
