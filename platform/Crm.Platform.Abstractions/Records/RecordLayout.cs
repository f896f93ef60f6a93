using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Crm.Platform.Abstractions;

/// <summary>Which slot of a record holds which declared field. One per entity and snapshot; shared by all its records.</summary>
public sealed class RecordLayout
{
    private readonly FrozenDictionary<string, int> _slots;
    private readonly FrozenDictionary<string, FieldDefinition> _composites;

    /// <summary>A layout with one slot per stored field, in order, and one for each that is computed when it is read.</summary>
    public RecordLayout(EntityDefinition entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        Entity = entity;
        // Those without a column come last, so that every other slot is where its column is.
        _slots = entity.Stored.Concat(entity.Fields.Where(field => field.IsVirtual)).Select((field, slot) => (field.Name, slot)).ToFrozenDictionary(p => p.Name, p => p.slot, StringComparer.Ordinal);
        _composites = entity.Fields.Where(field => !field.Parts.IsEmpty).ToFrozenDictionary(field => field.Name, StringComparer.Ordinal);
    }

    /// <summary>The entity the records are of.</summary>
    public EntityDefinition Entity { get; }

    /// <summary>The declared fields in order.</summary>
    public ImmutableArray<FieldDefinition> Fields => Entity.Fields;

    /// <summary>How many values a record of it holds.</summary>
    public int SlotCount => _slots.Count;

    /// <summary>The slot of a field, or -1.</summary>
    public int SlotOf(string field) => _slots.TryGetValue(field, out var slot) ? slot : -1;

    /// <summary>For each slot, in order, the slot of the same field in a layout that has all of them.</summary>
    public ImmutableArray<int> SlotsIn(RecordLayout other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return [.. _slots.OrderBy(p => p.Value).Select(p => other.SlotOf(p.Key))];
    }

    /// <summary>The declared field of that name if it is made of parts, or <see langword="null"/>.</summary>
    public FieldDefinition? Composite(string field) => _composites.GetValueOrDefault(field);
}
