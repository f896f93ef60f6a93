namespace Crm.Platform.Records.Reading.Collections;

/// <summary>Records of a relation that come along with those they hang on.</summary>
/// <param name="Relation">Name of the relation.</param>
/// <param name="Query">Which of them: filter, sort and lookups of the target entity. Its own page and collections do not count.</param>
public sealed record CollectionQuery(string Relation, RecordQuery Query)
{
    /// <summary>Most records that come along with one, whatever is asked.</summary>
    public const int MostOfOne = 500;

    /// <summary>Most records that come along with a page; the more records the page has, the fewer each brings.</summary>
    public const int MostOfPage = 20_000;

    /// <summary>Most relations asked along at once.</summary>
    public const int MostRelations = 8;

    /// <summary>Records wanted of each; <see langword="null"/> for all, up to <see cref="MostOfOne"/>.</summary>
    public int? Top { get; init; }

    /// <summary>Whether it is counted how many there are.</summary>
    public bool Count { get; init; }
}
