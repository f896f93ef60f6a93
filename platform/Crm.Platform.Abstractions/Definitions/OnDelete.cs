namespace Crm.Platform.Abstractions;

/// <summary>What happens to a record when the one it points at is deleted.</summary>
public enum OnDelete
{
    /// <summary>The lookup is set to null.</summary>
    Clear,

    /// <summary>The target cannot be deleted while something points at it.</summary>
    Restrict,

    /// <summary>The pointing record is deleted too.</summary>
    Cascade,
}
