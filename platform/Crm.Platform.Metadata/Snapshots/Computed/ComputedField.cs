using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Checking;

namespace Crm.Platform.Metadata.Snapshots.Computed;

/// <summary>A field whose value follows from others: by a formula or by a roll-up.</summary>
public sealed class ComputedField
{
    internal ComputedField(EntityDefinition entity, FieldDefinition field, TypedExpression formula)
    {
        (Entity, Field, Formula) = (entity, field, formula);
        Sources = ComputedSources.Of(entity, formula);
    }

    internal ComputedField(EntityDefinition entity, FieldDefinition field, TypedRollup rollup)
    {
        (Entity, Field, Rollup) = (entity, field, rollup);
        Sources = ComputedSources.Of(rollup);
    }

    public EntityDefinition Entity { get; }

    public FieldDefinition Field { get; }

    /// <summary><see langword="null"/> for a roll-up.</summary>
    public TypedExpression? Formula { get; }

    /// <summary><see langword="null"/> for a formula.</summary>
    public TypedRollup? Rollup { get; }

    /// <summary>What its value follows from.</summary>
    public ImmutableArray<ComputedSource> Sources { get; }

    /// <summary>Whether its value follows from other records.</summary>
    public bool LooksAtOthers => Rollup is not null || Sources.Any(s => !s.Way.IsEmpty);

    /// <summary>Whether a formula or condition reads the field as a value. One that only goes by way of a lookup does not read the lookup.</summary>
    public bool Reads(string entity, string field) =>
        (Formula ?? Rollup?.Where) is { } expression && expression.Reads.Any(r => r.Field.Name == field && (r.Lookups.IsEmpty ? expression.Entity : r.Lookups[^1].Target).Name == entity);

    /// <summary><c>account.revenue</c>, for people.</summary>
    public override string ToString() => $"{Entity.Name}.{Field.Name}";
}

/// <summary>A field that a computed value follows from.</summary>
/// <param name="Way">The lookups that lead to it: from the record itself for a formula, from the records summed up for a roll-up.</param>
public sealed record ComputedSource(string Entity, string Field, ImmutableArray<LookupStep> Way);
