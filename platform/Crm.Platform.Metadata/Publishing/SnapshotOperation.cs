using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing.Tombstones;

namespace Crm.Platform.Metadata.Publishing;

/// <summary>One step from a snapshot to the next. Closed: whoever carries them out switches over all of them.</summary>
/// <param name="Kind">Stable id on the wire: <c>add_field</c>.</param>
/// <param name="Subject">Name of the entity or layout it is about, as it is called afterwards.</param>
/// <param name="Field">The field it is about, or <see langword="null"/>.</param>
public abstract record SnapshotOperation(string Kind, string Subject, string? Field)
{
    /// <summary>What people should know beyond the kind of step, or <see langword="null"/>.</summary>
    public virtual string? Message => null;
}

/// <summary>A new entity with its fields, keys and indexes.</summary>
public sealed record AddEntity(EntityDefinition Entity) : SnapshotOperation("add_entity", Entity.Name, null);

/// <summary>An entity people no longer see. Its records are kept.</summary>
public sealed record RemoveEntity(EntityDefinition Entity) : SnapshotOperation("remove_entity", Entity.Name, null);

/// <summary>The same records under another name.</summary>
public sealed record RenameEntity(string From, EntityDefinition Entity) : SnapshotOperation("rename_entity", Entity.Name, null)
{
    public override string Message => $"'{From}' becomes '{Entity.Name}' and keeps its records.";
}

/// <summary>A removed entity that comes back with its records.</summary>
public sealed record RestoreEntity(Tombstone Tombstone, EntityDefinition Entity) : SnapshotOperation("restore_entity", Entity.Name, null)
{
    public override string Message => $"The records kept aside since version {Tombstone.Version} come back. To begin without them, purge them first.";
}

/// <summary>Titles, icon, display field or the like; no table changes.</summary>
public sealed record ChangeEntity(EntityDefinition Before, EntityDefinition After) : SnapshotOperation("change_entity", After.Name, null);

/// <summary>The address of the entity's records changes: programs that use the old one no longer find it.</summary>
public sealed record ChangeAddress(string Entity, string From, string To) : SnapshotOperation("change_address", Entity, null)
{
    public override string Message => $"Its records move from /api/data/{From} to /api/data/{To}.";
}

/// <summary>A new field of an entity that exists.</summary>
public sealed record AddField(string Entity, FieldDefinition Definition) : SnapshotOperation("add_field", Entity, Definition.Name);

/// <summary>A field people no longer see. Its values are kept.</summary>
public sealed record RemoveField(string Entity, FieldDefinition Definition) : SnapshotOperation("remove_field", Entity, Definition.Name);

/// <summary>The same values under another name.</summary>
/// <param name="Before">As it was, under its name then.</param>
public sealed record RenameField(string Entity, FieldDefinition Before, FieldDefinition Definition) : SnapshotOperation("rename_field", Entity, Definition.Name)
{
    public string From => Before.Name;

    public override string Message => $"'{From}' becomes '{Definition.Name}' and keeps its values; it is called so in addresses and records too.";
}

/// <summary>A removed field that comes back with its values.</summary>
public sealed record RestoreField(string Entity, Tombstone Tombstone, FieldDefinition Definition) : SnapshotOperation("restore_field", Entity, Definition.Name)
{
    public override string Message => $"The values kept aside since version {Tombstone.Version} come back. To begin without them, purge them first.";
}

/// <summary>Title, limits, options or formula; how values are stored stays as it is.</summary>
public sealed record ChangeField(string Entity, FieldDefinition Before, FieldDefinition After) : SnapshotOperation("change_field", Entity, After.Name);

/// <summary>A field whose values are written anew.</summary>
/// <param name="Before">As it was, under its name after.</param>
/// <param name="Rows">Records with a value.</param>
/// <param name="IsLossy">Whether the new values do not tell the old ones, so that these are kept aside.</param>
public sealed record ConvertField(string Entity, FieldDefinition Before, FieldDefinition After, long Rows, bool IsLossy) : SnapshotOperation("convert_field", Entity, After.Name);

/// <summary>A required field whose default is put where there is no value yet.</summary>
/// <param name="Rows">Living records without one.</param>
public sealed record FillField(string Entity, FieldDefinition Definition, long Rows) : SnapshotOperation("fill_field", Entity, Definition.Name)
{
    public override string Message => "Records without a value get the default.";
}

/// <summary>A lookup of one entity that may point at several: what it points at so far is noted beside it.</summary>
/// <param name="Definition">The field that says which entity.</param>
/// <param name="Target">What the lookup pointed at until now, as it is called afterwards.</param>
public sealed record FillType(string Entity, FieldDefinition Definition, string Lookup, string Target) : SnapshotOperation("fill_field", Entity, Definition.Name)
{
    public override string Message => $"Records that point somewhere get '{Target}'.";
}

/// <summary>A group of fields that must be unique from now on.</summary>
public sealed record AddKey(string Entity, ImmutableArray<string> Fields) : SnapshotOperation("add_key", Entity, string.Join(',', Fields));

/// <summary>A group of fields that need not be unique any more.</summary>
public sealed record RemoveKey(string Entity, ImmutableArray<string> Fields) : SnapshotOperation("remove_key", Entity, string.Join(',', Fields));

/// <summary>A new index.</summary>
public sealed record AddIndex(string Entity, ImmutableArray<string> Fields) : SnapshotOperation("add_index", Entity, string.Join(',', Fields));

/// <summary>An index that is no longer kept.</summary>
public sealed record RemoveIndex(string Entity, ImmutableArray<string> Fields) : SnapshotOperation("remove_index", Entity, string.Join(',', Fields));

/// <summary>A form, view, rule, app or role that is new, differs or is gone.</summary>
/// <param name="Change"><c>add</c>, <c>change</c> or <c>remove</c>.</param>
/// <param name="LayoutKind"><c>form</c>, <c>view</c>, <c>rule</c>, <c>app</c> or <c>role</c>.</param>
public sealed record ChangeLayout(string Change, string LayoutKind, string Name) : SnapshotOperation($"{Change}_{LayoutKind}", Name, null);
