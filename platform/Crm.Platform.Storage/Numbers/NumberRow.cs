namespace Crm.Platform.Storage.Numbers;

/// <summary>How far a series of automatic numbers has come.</summary>
public sealed class NumberRow
{
    /// <summary>Entity, field and what the number says beside its counter.</summary>
    public required string Series { get; init; }

    /// <summary>The number given last.</summary>
    public required long Last { get; set; }
}
