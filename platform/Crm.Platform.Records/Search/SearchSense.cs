namespace Crm.Platform.Records.Search;

/// <summary>Which records a search is for.</summary>
internal enum SearchSense
{
    /// <summary>Those the index names.</summary>
    With,

    /// <summary>Those it does not name.</summary>
    Without,
}
