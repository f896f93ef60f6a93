using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Checking;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Records.Rights;

/// <summary>Which fields a set of roles opens. A field is as open as the most permissive of the roles that open its entity makes it.</summary>
internal sealed class FieldRightRules(MetadataSnapshot snapshot, IFieldKindRegistry kinds, Func<EntityDefinition, IReadOnlyList<EntityRule>> rulesOf)
{
    /// <summary>The fields as if they were not there: hidden ones, and formulas and roll-ups over hidden ones that no role opens by name, since their value tells the hidden one.</summary>
    public HashSet<string> Hidden(EntityDefinition entity)
    {
        var hidden = entity.Fields.Where(f => Declared(entity, f.Name) == FieldRight.Hidden).Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        hidden.UnionWith(entity.Fields.Where(f => f.Rollup is { } rollup && !IsNamed(entity, f.Name) && TellsHidden(rollup)).Select(f => f.Name));
        var formulas = entity.Fields.Where(f => f.Formula is not null && !hidden.Contains(f.Name) && !IsNamed(entity, f.Name)).Select(f => (f.Name, Paths: Paths(entity, f))).ToList();
        while (formulas.FirstOrDefault(f => !hidden.Contains(f.Name) && f.Paths.Any(path => IsHidden(entity, path, hidden))) is { Name: { } name })
            hidden.Add(name);
        return hidden;
    }

    /// <summary>What roles say of a field, by name or by leaving it open.</summary>
    public FieldRight Declared(EntityDefinition entity, string field) =>
        rulesOf(entity).Select(rule => Right(rule, field)).DefaultIfEmpty(FieldRight.Hidden).Max();

    /// <summary>What one rule that opens the entity says of a field.</summary>
    public static FieldRight Right(EntityRule rule, string field)
    {
        var right = rule.Fields.GetValueOrDefault(field, FieldRight.Write);
        return right == FieldRight.Write && rule is { Create: AccessScope.None, Update: AccessScope.None } ? FieldRight.Read : right;
    }

    private bool IsNamed(EntityDefinition entity, string field) => rulesOf(entity).Any(rule => rule.Fields.GetValueOrDefault(field) > FieldRight.Hidden);

    /// <summary>Whether a field that is summed up, or decides what is, is hidden.</summary>
    private bool TellsHidden(RollupDefinition rollup)
    {
        if (snapshot.Entity(rollup.Entity) is not { } child)
            return true;
        var hidden = child.Fields.Where(f => Declared(child, f.Name) == FieldRight.Hidden).Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        var where = rollup.Where is null ? [] : Paths(rollup.Where, node => ExpressionChecker.CheckCondition(node, child, snapshot, kinds));
        return where.Append(rollup.Via).Append(rollup.Field).OfType<string>().Any(path => IsHidden(child, path, hidden));
    }

    private ImmutableArray<string> Paths(EntityDefinition entity, FieldDefinition field) =>
        Paths(field.Formula!, node => ExpressionChecker.CheckValue(node, field, entity, snapshot, kinds));

    private static ImmutableArray<string> Paths(string text, Func<ExpressionNode, Result<TypedExpression>> check)
    {
        var node = ExpressionParser.Parse(text);
        var typed = node.IsSuccess ? check(node.Value) : node.Failure;
        return typed.IsSuccess ? typed.Value.Paths : [];
    }

    private bool IsHidden(EntityDefinition entity, string path, HashSet<string> hidden)
    {
        var segments = path.Split('.');
        // A right is given for the whole of a field, so a part is as open as that.
        var over = segments.Length > 1 && EndsAtPart(entity, segments) ? segments[..^1] : segments;
        if (over.Length == 1)
            return hidden.Contains(over[0]);
        foreach (var segment in over[..^1])
        {
            if (entity.Navigation(segment)?.Lookup is not { } target || snapshot.Entity(target) is not { } next)
                return true;
            entity = next;
        }

        return entity.Field(over[^1]) is { } field && !SystemFields.All.Contains(field) && Declared(entity, field.Name) == FieldRight.Hidden;
    }

    /// <summary>Whether the path ends at a part of a field.</summary>
    private bool EndsAtPart(EntityDefinition entity, string[] segments)
    {
        EntityDefinition? at = entity;
        foreach (var segment in segments[..^2])
            at = at?.Navigation(segment)?.Lookup is { } target ? snapshot.Entity(target) : null;
        return at?.Field(segments[^2]) is { Parts.IsEmpty: false };
    }
}
