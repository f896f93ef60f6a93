using System.Collections.Immutable;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Publishing;

/// <summary>One step from a snapshot to the next. Closed: whoever carries them out switches over all of them.</summary>
/// <param name="Kind">Stable id on the wire: <c>add_field</c>.</param>
/// <param name="Subject">Name of the entity or layout it is about.</param>
/// <param name="Field">The field it is about, or <see langword="null"/>.</param>
public abstract record SnapshotOperation(string Kind, string Subject, string? Field);

/// <summary>A new entity with its fields, keys and indexes.</summary>
public sealed record AddEntity(EntityDefinition Entity) : SnapshotOperation("add_entity", Entity.Name, null);

/// <summary>An entity people no longer see. Its records are kept.</summary>
public sealed record RemoveEntity(EntityDefinition Entity) : SnapshotOperation("remove_entity", Entity.Name, null);

/// <summary>Titles, icon, display field or the like; no table changes.</summary>
public sealed record ChangeEntity(EntityDefinition Before, EntityDefinition After) : SnapshotOperation("change_entity", After.Name, null);

/// <summary>A new field of an entity that exists.</summary>
public sealed record AddField(string Entity, FieldDefinition Definition) : SnapshotOperation("add_field", Entity, Definition.Name);

/// <summary>A field people no longer see. Its values are kept.</summary>
public sealed record RemoveField(string Entity, FieldDefinition Definition) : SnapshotOperation("remove_field", Entity, Definition.Name);

/// <summary>Title, limits, options or formula; how values are stored stays as it is.</summary>
public sealed record ChangeField(string Entity, FieldDefinition Before, FieldDefinition After) : SnapshotOperation("change_field", Entity, After.Name);

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
