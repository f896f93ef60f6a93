namespace Crm.Platform.Storage.Search;

/// <summary>An entity whose records are not all in the index yet as its fields now are.</summary>
public sealed class SearchBuildRow
{
    public required string Entity { get; init; }

    /// <summary>The records from here on are there, newest first; <see langword="null"/> while none is.</summary>
    public Guid? Before { get; set; }
}
