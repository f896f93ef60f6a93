using System.Collections.Concurrent;
using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Metadata.Snapshots.Computed;

namespace Crm.Platform.Records.Rights;

/// <summary>Which fields a set of roles opens. A field is as open as the most permissive of the roles that open its entity makes it.</summary>
internal sealed class FieldRightRules
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<EntityRule>> _rules = new(StringComparer.Ordinal);
    private readonly Func<EntityDefinition, IReadOnlyList<EntityRule>> _rulesOf;
    private readonly MetadataSnapshot _snapshot;
    private readonly Lazy<Dictionary<string, HashSet<string>>> _hidden;

    public FieldRightRules(MetadataSnapshot snapshot, ComputedFields computed, Func<EntityDefinition, IReadOnlyList<EntityRule>> rulesOf)
    {
        _snapshot = snapshot;
        _rulesOf = rulesOf;
        _hidden = new Lazy<Dictionary<string, HashSet<string>>>(() => Hide(computed));
    }

    /// <summary>The fields as if they were not there: hidden ones, and formulas and roll-ups over hidden ones that no role opens by name, since their value tells the hidden one.</summary>
    public IReadOnlySet<string> Hidden(EntityDefinition entity) => _hidden.Value[entity.Name];

    /// <summary>Whether all of what a value of the entity follows from may be told to those who look at it.</summary>
    public bool MayTell(EntityDefinition entity, ImmutableArray<ComputedSource> sources) => !sources.Any(source => IsHidden(_hidden.Value, entity, source));

    /// <summary>What roles say of a field, by name or by leaving it open.</summary>
    public FieldRight Declared(EntityDefinition entity, string field) =>
        RulesOf(entity).Select(rule => Right(rule, entity, field)).DefaultIfEmpty(FieldRight.Hidden).Max();

    /// <summary>What one rule that opens the entity says of a field. A lookup of several entities is no more open than what says which, nor the other way round.</summary>
    public static FieldRight Right(EntityRule rule, EntityDefinition entity, string field)
    {
        var right = Named(rule, field);
        return entity.Field(field) is { } of && (of.TypeField ?? of.TypeOf) is { } beside && Named(rule, beside) is var other && other < right ? other : right;
    }

    private static FieldRight Named(EntityRule rule, string field)
    {
        var right = rule.Fields.GetValueOrDefault(field, FieldRight.Write);
        return right == FieldRight.Write && rule is { Create: AccessScope.None, Update: AccessScope.None } ? FieldRight.Read : right;
    }

    /// <summary>Every entity at once, since what is hidden in one may be told by another.</summary>
    private Dictionary<string, HashSet<string>> Hide(ComputedFields computed)
    {
        var hidden = _snapshot.Entities.ToDictionary(e => e.Name, DeclaredHidden, StringComparer.Ordinal);
        // Each comes after what it follows from, so one pass reaches the end of every chain.
        foreach (var field in computed.All)
            if (!IsNamed(field.Entity, field.Field.Name) && field.Sources.Any(source => IsHidden(hidden, field.Entity, source)))
                hidden[field.Entity.Name].Add(field.Field.Name);
        return hidden;
    }

    private HashSet<string> DeclaredHidden(EntityDefinition entity) =>
        entity.Fields.Where(f => Declared(entity, f.Name) == FieldRight.Hidden).Select(f => f.Name).ToHashSet(StringComparer.Ordinal);

    private bool IsNamed(EntityDefinition entity, string field) => RulesOf(entity).Any(rule => rule.Fields.GetValueOrDefault(field) > FieldRight.Hidden);

    /// <summary>Whether a source must not be told to those who look at <paramref name="reader"/>. Of another entity that nobody opens for reading, nothing must.</summary>
    private bool IsHidden(Dictionary<string, HashSet<string>> hidden, EntityDefinition reader, ComputedSource source) =>
        (source.Entity != reader.Name && !RulesOf(_snapshot.Entity(source.Entity)!).Any(rule => rule.Read > AccessScope.None))
        // A right is given for the whole of a field, so a part is as open as that.
        || hidden[source.Entity].Contains(source.Field.Split('.')[0]);

    private IReadOnlyList<EntityRule> RulesOf(EntityDefinition entity) => _rules.GetOrAdd(entity.Name, static (_, state) => state._rulesOf(state.entity), (_rulesOf, entity));
}
