namespace Crm.Platform.Storage.Search;

/// <summary>A field records are found by.</summary>
public sealed class SearchFieldRow
{
    /// <summary>Stands before its words in the index. Never given twice, so what lies there of a field that is gone is never found.</summary>
    public required int Number { get; init; }

    public required string Entity { get; init; }

    /// <summary>Name of the field, or of the part of one.</summary>
    public required string Field { get; init; }

    /// <summary>What its words follow from; with another kind or formula they are others.</summary>
    public required string Source { get; init; }
}
