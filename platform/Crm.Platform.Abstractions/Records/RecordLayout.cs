using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Crm.Platform.Abstractions;

/// <summary>Which slot of a record holds which declared field. One per entity and snapshot; shared by all its records.</summary>
public sealed class RecordLayout
{
    private readonly FrozenDictionary<string, int> _slots;

    /// <summary>A layout with one slot per declared field, in order.</summary>
    public RecordLayout(EntityDefinition entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        Entity = entity;
        _slots = entity.Fields.Select((field, slot) => (field.Name, slot)).ToFrozenDictionary(p => p.Name, p => p.slot, StringComparer.Ordinal);
    }

    /// <summary>The entity the records are of.</summary>
    public EntityDefinition Entity { get; }

    /// <summary>The declared fields in slot order.</summary>
    public ImmutableArray<FieldDefinition> Fields => Entity.Fields;

    /// <summary>The slot of a declared field, or -1.</summary>
    public int SlotOf(string field) => _slots.TryGetValue(field, out var slot) ? slot : -1;
}
