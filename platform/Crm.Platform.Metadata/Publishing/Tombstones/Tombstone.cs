using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Publishing.Tombstones;

/// <summary>Data of something that was removed or converted, still in the database under another name until an administrator purges it.</summary>
/// <param name="Entity">The entity it is of, by its present name; of a removed entity the name it had.</param>
/// <param name="Field">The field it held the values of; <see langword="null"/> for a whole entity.</param>
/// <param name="Table">The table in the database that has the column, or that is kept itself.</param>
/// <param name="Column">The column in the database; <see langword="null"/> for a whole entity.</param>
/// <param name="Version">The version that removed or converted it.</param>
public sealed record Tombstone(Guid Id, string Entity, string? Field, string Table, string? Column, int Version, DateTime At, Guid? ById)
{
    /// <summary>Why it is kept.</summary>
    public TombstoneReason Reason { get; init; }

    /// <summary>The entity's name in the version before, whose definition has what was set aside.</summary>
    public required string DefinedIn { get; init; }

    /// <summary>The field as it was, with its name then; <see langword="null"/> for a whole entity.</summary>
    public FieldDefinition? FieldAs { get; init; }

    /// <summary>The entity as it was; <see langword="null"/> for a field.</summary>
    public EntityDefinition? EntityAs { get; init; }
}

/// <summary>Why data was set aside.</summary>
public enum TombstoneReason
{
    /// <summary>The field or entity was removed.</summary>
    Removed,

    /// <summary>The field's values were converted to another kind and could not all be told from the converted ones.</summary>
    Converted,
}
