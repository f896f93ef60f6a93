using System.Collections.Immutable;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Expressions.Checking;

/// <summary>An expression that fits its entity. Immutable; made by <see cref="ExpressionChecker"/>, run by the two compilers.</summary>
public sealed class TypedExpression
{
    internal TypedExpression(EntityDefinition entity, TypedNode root, ImmutableArray<FieldRead> reads, bool readsContext)
    {
        Entity = entity;
        Root = root;
        Reads = reads;
        ReadsContext = readsContext;
        Paths = [.. reads.SelectMany(Texts).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The entity whose records it reads.</summary>
    public EntityDefinition Entity { get; }

    /// <summary>Type of its value, which may always be null.</summary>
    public StorageType Type => Root.Type;

    /// <summary>Fields it reads, each once in order of appearance: <c>amount</c>, <c>account.name</c>. A path over lookups also lists the lookups: <c>account_id</c>.</summary>
    public ImmutableArray<string> Paths { get; }

    /// <summary>The same with the ways to them.</summary>
    public ImmutableArray<FieldRead> Reads { get; }

    /// <summary>Whether its value depends on the moment or on who asks, not on records alone.</summary>
    public bool ReadsContext { get; }

    internal TypedNode Root { get; }

    private static IEnumerable<string> Texts(FieldRead read)
    {
        for (var step = 0; step <= read.Lookups.Length; step++)
            yield return string.Join('.', read.Lookups.Take(step).Select(l => l.Text).Append(step < read.Lookups.Length ? read.Lookups[step].Lookup.Name : read.Field.Name));
    }
}
