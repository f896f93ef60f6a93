using System.Collections.Frozen;

namespace Crm.Platform.Records.Rights;

/// <summary>Whose records somebody reaches, as far as it is known before a query asks.</summary>
internal sealed class Reach
{
    /// <summary>More people than that are looked for in the tables: the database goes through a list one by one.</summary>
    private const int MostListed = 64;

    private readonly FrozenSet<Guid> _people;

    /// <param name="caller">Whose reach it is.</param>
    /// <param name="mates">Members of the teams the caller reaches.</param>
    /// <param name="hasShares">Whether any record is shared with the caller or one of those teams.</param>
    public Reach(Guid caller, IEnumerable<Guid> mates, bool hasShares)
    {
        _people = mates.Append(caller).ToFrozenSet();
        People = [.. _people.Select(p => (Guid?)p)];
        Shape = new ReachShape(People.Length > MostListed, hasShares);
    }

    private Reach()
    {
        _people = [];
        People = [];
        Shape = ReachShape.Unknown;
    }

    /// <summary>All of it is looked for in the tables.</summary>
    public static Reach Unknown { get; } = new();

    /// <summary>The caller, and the members of the teams the caller reaches.</summary>
    public Guid?[] People { get; }

    public ReachShape Shape { get; }

    public bool Includes(Guid owner) => _people.Contains(owner);
}

/// <summary>What of a caller's reach a query looks for in the tables.</summary>
internal readonly record struct ReachShape(bool AsksPeople, bool AsksShares)
{
    public static ReachShape Unknown { get; } = new(true, true);
}
