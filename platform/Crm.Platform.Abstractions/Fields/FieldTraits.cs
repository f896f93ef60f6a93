namespace Crm.Platform.Abstractions;

/// <summary>What a kind's values are like, for everything that lists, lays out or compares fields without knowing the kind. A plain kind has none.</summary>
[Flags]
public enum FieldTraits
{
    /// <summary>A short value people read, sort and search by.</summary>
    None = 0,

    /// <summary>Takes the whole width of a form.</summary>
    Wide = 1,

    /// <summary>Too long for a list, an index, a key or the name of a record.</summary>
    Long = 2,

    /// <summary>A code rather than words: compared as a whole, not searched for parts.</summary>
    Coded = 4,

    /// <summary>Has no order people would understand.</summary>
    Unsortable = 8,

    /// <summary>So few values that no two records could differ by it.</summary>
    NotUnique = 16,

    /// <summary>Can only be asked whether it is set.</summary>
    Opaque = 32,

    /// <summary>Given by the platform; nobody writes it.</summary>
    Assigned = 64,

    /// <summary>A figure: lists set it at the right, figure below figure.</summary>
    Figure = 128,
}
