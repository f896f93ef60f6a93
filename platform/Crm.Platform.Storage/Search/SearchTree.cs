using System.Collections.Immutable;

namespace Crm.Platform.Storage.Search;

/// <summary>What to find in the index, over words as the index has them. Closed.</summary>
public abstract record SearchTree
{
    private SearchTree()
    {
    }

    /// <summary>Words side by side in this order.</summary>
    /// <param name="IsPrefix">Whether the last one is only how a word begins.</param>
    public sealed record Phrase(ImmutableArray<string> Words, bool IsPrefix) : SearchTree;

    /// <summary>At least one part.</summary>
    public sealed record All(ImmutableArray<SearchTree> Parts) : SearchTree;

    /// <summary>At least one part.</summary>
    public sealed record Any(ImmutableArray<SearchTree> Parts) : SearchTree;

    public sealed record Without(SearchTree Wanted, SearchTree Unwanted) : SearchTree;
}
