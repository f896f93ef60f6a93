using System.Collections.Frozen;
using System.Collections.Immutable;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Snapshots.Computed;

/// <summary>The computed fields of a snapshot, each after those its value follows from. Immutable.</summary>
public sealed class ComputedFields
{
    private readonly FrozenDictionary<string, FrozenDictionary<string, ImmutableArray<int>>> _readers;
    private readonly FrozenDictionary<string, FrozenDictionary<string, ImmutableArray<int>>> _otherReaders;
    private readonly FrozenDictionary<string, ImmutableArray<ComputedField>> _byEntity;

    internal ComputedFields(ImmutableArray<ComputedField> all)
    {
        All = all;
        InOrder = [.. all.Where(f => !f.Field.IsVirtual)];
        _readers = Index(InOrder, (_, _) => true);
        _otherReaders = Index(InOrder, (field, source) => field.Rollup is not null || !source.Way.IsEmpty);
        _byEntity = InOrder.GroupBy(f => f.Entity.Name, StringComparer.Ordinal).ToFrozenDictionary(g => g.Key, g => g.ToImmutableArray(), StringComparer.Ordinal);
    }

    /// <summary>Those that are computed when they are read included.</summary>
    public ImmutableArray<ComputedField> All { get; }

    /// <summary>Those that are kept.</summary>
    public ImmutableArray<ComputedField> InOrder { get; }

    /// <summary>Those of a snapshot whose definitions were checked.</summary>
    public static ComputedFields Of(MetadataSnapshot snapshot, IFieldKindRegistry kinds)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var rule = new ExpressionRule(snapshot.Entity, kinds);
        return new ComputedFields(ComputedOrder.Sort([.. ComputedReading.All(snapshot.Entities, rule, kinds).Select(f => f.Read.Value)]));
    }

    /// <summary>The entity's own, in order.</summary>
    public ImmutableArray<ComputedField> OfEntity(string entity) => _byEntity.GetValueOrDefault(entity, []);

    /// <summary>For each field of the entity that something is computed from, the places in <see cref="InOrder"/> of what is; <see langword="null"/> when nothing is.</summary>
    public IReadOnlyDictionary<string, ImmutableArray<int>>? ReadersOf(string entity) => _readers.GetValueOrDefault(entity);

    /// <summary>As <see cref="ReadersOf"/>, without formulas that read the field in their own record.</summary>
    public IReadOnlyDictionary<string, ImmutableArray<int>>? OtherReadersOf(string entity) => _otherReaders.GetValueOrDefault(entity);

    private static FrozenDictionary<string, FrozenDictionary<string, ImmutableArray<int>>> Index(ImmutableArray<ComputedField> fields, Func<ComputedField, ComputedSource, bool> counts) =>
        (from field in fields.Index()
         from source in field.Item.Sources
         where counts(field.Item, source)
         group (source.Field, field.Index) by source.Entity)
        .ToFrozenDictionary(
            g => g.Key,
            g => g.Distinct().GroupBy(p => p.Field, StringComparer.Ordinal).ToFrozenDictionary(f => f.Key, f => f.Select(p => p.Index).ToImmutableArray(), StringComparer.Ordinal),
            StringComparer.Ordinal);
}
