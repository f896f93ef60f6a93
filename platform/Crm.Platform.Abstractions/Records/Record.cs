namespace Crm.Platform.Abstractions;

/// <summary>One record of any entity: system fields as properties, declared fields by name. Not thread-safe.</summary>
/// <remarks>A bag, not an emitted class: measured as fast as a hand-written one, and a new model costs a third to build.</remarks>
public class Record(RecordLayout layout)
{
    private readonly object?[] _values = new object?[(layout ?? throw new ArgumentNullException(nameof(layout))).SlotCount];

    /// <summary>Where its values lie.</summary>
    public RecordLayout Layout { get; } = layout;

    /// <summary>UUID v7.</summary>
    public Guid Id { get; set; }

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>Null when the platform created it.</summary>
    public Guid? CreatedById { get; set; }

    /// <summary>UTC.</summary>
    public DateTime ModifiedAt { get; set; }

    /// <summary>Null when the platform changed it last.</summary>
    public Guid? ModifiedById { get; set; }

    /// <summary>Null is nobody.</summary>
    public Guid? OwnerId { get; set; }

    /// <summary>Counts saves from 1.</summary>
    public long Version { get; set; }

    /// <summary>When it went to the trash, UTC; null while it lives.</summary>
    public DateTime? DeletedAt { get; set; }

    /// <summary>A field's value: declared, one of its parts, or system; null is unset. Setting a field made of parts sets all of them.</summary>
    /// <exception cref="KeyNotFoundException">The entity has no such field, or a system field is set by name.</exception>
    public object? this[string field]
    {
        get => Layout.SlotOf(field) is >= 0 and var slot ? _values[slot] : Layout.Composite(field) is { } composite ? Compose(composite) : SystemValue(field);
        set
        {
            if (Layout.SlotOf(field) is >= 0 and var slot)
                _values[slot] = value;
            else
                Spread(Layout.Composite(field) ?? throw Unknown(field), (CompositeValue?)value);
        }
    }

    /// <summary>A stored field's value by slot, for loops over the layout.</summary>
    public object? ValueAt(int slot) => _values[slot];

    /// <summary>Takes over the declared fields' values of a record of the same layout.</summary>
    protected void CopyValues(Record other)
    {
        ArgumentNullException.ThrowIfNull(other);
        other._values.CopyTo(_values, 0);
    }

    /// <summary>A copy that has only the fields of another layout, as for somebody who may not see the others.</summary>
    /// <param name="layout">Of the same entity with fewer fields.</param>
    /// <param name="slots">For each of its slots the slot here.</param>
    public Record Project(RecordLayout layout, ReadOnlySpan<int> slots)
    {
        var copy = new Record(layout)
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
        for (var slot = 0; slot < slots.Length; slot++)
            copy._values[slot] = _values[slots[slot]];
        return copy;
    }

    /// <summary>What people call it: the display field as text, or the id where that is empty.</summary>
    public string Display => this[Layout.Entity.DisplayField] is { } value && value.ToString() is { Length: > 0 } text ? text : Id.ToString();

    private CompositeValue? Compose(FieldDefinition field)
    {
        var value = CompositeValue.Empty;
        foreach (var part in field.Parts)
            value = value.With(part.Part!, this[part.Name]);
        return value.IsUnset ? null : value;
    }

    private void Spread(FieldDefinition field, CompositeValue? value)
    {
        foreach (var part in field.Parts)
            this[part.Name] = value?[part.Part!];
    }

    private object? SystemValue(string field) => field switch
    {
        SystemFields.Id => Id,
        SystemFields.CreatedAt => CreatedAt,
        SystemFields.CreatedById => CreatedById,
        SystemFields.ModifiedAt => ModifiedAt,
        SystemFields.ModifiedById => ModifiedById,
        SystemFields.OwnerId => OwnerId,
        SystemFields.Version => Version,
        _ => throw Unknown(field),
    };

    private KeyNotFoundException Unknown(string field) => new($"'{Layout.Entity.Name}' has no field '{field}'.");
}
