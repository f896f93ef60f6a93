using System.Collections.Immutable;
using Crm.Platform.Storage.Search;

namespace Crm.Platform.Records.Search;

/// <summary>What to find in the index, and whether that is what is wanted or what is not: an index tells who has a word, not who has not.</summary>
internal readonly record struct SearchAim(SearchTree Tree, bool IsDenied)
{
    /// <summary>What no record has.</summary>
    public static readonly SearchAim Nothing = new(new SearchTree.Phrase([SearchWord.Of(SearchWord.NoField, "")], false), false);

    /// <param name="fields">Numbers of the fields to look into.</param>
    public static SearchAim Of(SearchNode node, ImmutableArray<int> fields) => node switch
    {
        SearchNode.Term term => new(In(term, fields), false),
        SearchNode.Not not => Of(not.Part, fields) is var part ? part with { IsDenied = !part.IsDenied } : default,
        SearchNode.All all => All([.. all.Parts.Select(p => Of(p, fields))]),
        SearchNode.Any any => Any([.. any.Parts.Select(p => Of(p, fields))]),
        _ => throw new ArgumentOutOfRangeException(nameof(node), node, null),
    };

    /// <summary>Words of a term stand in one field.</summary>
    private static SearchTree In(SearchNode.Term term, ImmutableArray<int> fields)
    {
        ImmutableArray<SearchTree> places = [.. fields.Select(f => new SearchTree.Phrase([.. term.Words.Select(w => SearchWord.Of(f, w))], term.IsOpen))];
        return places.IsEmpty ? Nothing.Tree : Or(places);
    }

    private static SearchAim All(ImmutableArray<SearchAim> aims)
    {
        var (wanted, unwanted) = Parted(aims);
        return wanted.IsEmpty ? new(Or(unwanted), true) : new(Without(And(wanted), unwanted), false);
    }

    /// <summary>One of some, or not all of the others: not all of the others without the some.</summary>
    private static SearchAim Any(ImmutableArray<SearchAim> aims)
    {
        var (wanted, unwanted) = Parted(aims);
        return unwanted.IsEmpty ? new(Or(wanted), false) : new(Without(And(unwanted), wanted), true);
    }

    private static (ImmutableArray<SearchTree> Wanted, ImmutableArray<SearchTree> Unwanted) Parted(ImmutableArray<SearchAim> aims) =>
        ([.. aims.Where(a => !a.IsDenied).Select(a => a.Tree)], [.. aims.Where(a => a.IsDenied).Select(a => a.Tree)]);

    private static SearchTree Without(SearchTree tree, ImmutableArray<SearchTree> unwanted) => unwanted.IsEmpty ? tree : new SearchTree.Without(tree, Or(unwanted));

    private static SearchTree And(ImmutableArray<SearchTree> parts) => parts.Length == 1 ? parts[0] : new SearchTree.All(parts);

    private static SearchTree Or(ImmutableArray<SearchTree> parts) => parts.Length == 1 ? parts[0] : new SearchTree.Any(parts);
}
