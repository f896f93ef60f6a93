using System.Collections.Immutable;

namespace Crm.Platform.Records.Search;

/// <summary>What somebody looks for, as it was written. Closed.</summary>
internal abstract record SearchNode
{
    private SearchNode()
    {
    }

    /// <summary>Words side by side: what was quoted, or one word that has several in it, such as an e-mail address.</summary>
    /// <param name="IsOpen">Whether its last word may go on: it is still being typed.</param>
    public sealed record Term(ImmutableArray<string> Words, bool IsOpen) : SearchNode;

    public sealed record All(ImmutableArray<SearchNode> Parts) : SearchNode;

    public sealed record Any(ImmutableArray<SearchNode> Parts) : SearchNode;

    public sealed record Not(SearchNode Part) : SearchNode;
}
