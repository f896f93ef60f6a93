namespace Crm.Platform.Abstractions;

/// <summary>How a field's value lies in memory and in the database. Closed: a new kind picks one of these.</summary>
public enum StorageType
{
    /// <summary><see cref="string"/>; compared, sorted and unique without regard to case.</summary>
    Text,

    /// <summary><see cref="long"/>.</summary>
    Integer,

    /// <summary><see cref="decimal"/> of the field's scale; exact on every database.</summary>
    Decimal,

    /// <summary><see cref="bool"/>.</summary>
    Boolean,

    /// <summary><see cref="DateOnly"/>.</summary>
    Date,

    /// <summary><see cref="System.DateTime"/> of kind UTC, to the microsecond.</summary>
    DateTime,

    /// <summary><see cref="System.Guid"/>.</summary>
    Guid,

    /// <summary><see cref="TimeOnly"/> in whole seconds.</summary>
    Time,

    /// <summary>Several texts in one <see cref="string"/>, written by <see cref="TextList"/>.</summary>
    Texts,

    /// <summary>No column of its own: a <see cref="CompositeValue"/> made of the columns of <see cref="FieldDefinition.Parts"/>.</summary>
    Composite,
}
