using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Checking;
using Crm.Platform.Metadata.Definitions.Reading;

namespace Crm.Platform.Metadata.Snapshots.Computed;

/// <summary>What a roll-up must hold: records that point here, values that can be summed up and kept.</summary>
internal sealed class RollupRule(ExpressionRule rule, IFieldKindRegistry kinds)
{
    private readonly List<Problem> _problems = [];

    public Result<TypedRollup> Check(EntityDefinition entity, FieldDefinition field, RollupDefinition rollup)
    {
        if (rule.Entity(rollup.Entity) is not { } child)
            return Fail(field, Of(field, "entity", "reference", $"There is no entity '{rollup.Entity}'.", null));
        var via = Via(entity, field, rollup, child);
        var summed = Summed(field, rollup, child);
        var where = rollup.Where is null ? null : Where(field, rollup.Where, child);
        return _problems.Count == 0 ? new TypedRollup(rollup.Function, child, via!, summed, where) : Fail(field, [.. _problems]);
    }

    private FieldDefinition? Via(EntityDefinition entity, FieldDefinition field, RollupDefinition rollup, EntityDefinition child)
    {
        var pointing = child.Fields.Where(f => f.PointsAt(entity.Name)).Select(f => f.Name).ToList();
        if (child.Field(rollup.Via) is { } via && via.PointsAt(entity.Name))
            return via;
        var hint = Suggestion.For(rollup.Via, pointing) ?? (pointing.Count == 0 ? null : $"Use {string.Join(" or ", pointing)}.");
        _problems.Add(Of(field, "via", "reference", $"'{rollup.Via}' is not a lookup of '{child.Name}' that points at '{entity.Name}'.", hint));
        return null;
    }

    private FieldDefinition? Summed(FieldDefinition field, RollupDefinition rollup, EntityDefinition child)
    {
        var held = kinds.Get(field).Storage;
        if (rollup.Function == RollupFunction.Count)
        {
            if (held != StorageType.Integer)
                _problems.Add(Of(field, "function", "type", "A count is a whole number.", "Write \"type\": \"integer\"."));
            return null;
        }
        if (child.Field(rollup.Field!) is not { } summed)
            _problems.Add(Of(field, "field", "reference", $"'{child.Name}' has no field '{rollup.Field}'.", Suggestion.For(rollup.Field!, child.Fields.Select(f => f.Name))));
        else if (summed.IsVirtual)
            _problems.Add(Of(field, "field", "misplaced", $"'{summed.Name}' is a formula that is not stored, which cannot be summed up.", "Store it."));
        else if (kinds.Find(summed.Kind)?.Storage is { } source && Fault(rollup.Function, source, held) is { } fault)
            _problems.Add(Of(field, "field", "type", fault.Message, fault.Hint));
        else
            return summed;
        return null;
    }

    private static (string Message, string? Hint)? Fault(RollupFunction function, StorageType source, StorageType held)
    {
        var isNumber = source is StorageType.Integer or StorageType.Decimal;
        if (function is RollupFunction.Min or RollupFunction.Max)
            return !isNumber && source is not (StorageType.Date or StorageType.DateTime) ? ("Only numbers, dates and times have a smallest and a largest.", null)
                : source == held ? null : ("The field that holds it must be of the same type as the field it is taken from.", null);
        if (!isNumber)
            return ("Only numbers can be added up.", "Use count, or min and max for dates.");
        if (function == RollupFunction.Average)
            return held == StorageType.Decimal ? null : ("An average has digits after the point.", "Write \"type\": \"number\".");
        return source == held || (source, held) is (StorageType.Integer, StorageType.Decimal) ? null : ("A sum of decimals has digits after the point.", "Write \"type\": \"number\".");
    }

    private TypedExpression? Where(FieldDefinition field, string where, EntityDefinition child)
    {
        var condition = rule.Condition(where, child);
        var path = $"properties.{field.Name}.x-crm.rollup.where";
        if (!condition.IsSuccess)
            _problems.AddRange(ExpressionRule.Problems(condition.Failure, path));
        else if (condition.Value.ReadsContext)
            _problems.Add(new Problem(path, "expression.not_kept", "A roll-up is kept, so it cannot depend on the moment or on who asks.") { Hint = "Compare with a field instead." });
        else if (QueryRule.Fault(condition.Value) is { } failure)
            _problems.AddRange(ExpressionRule.Problems(failure, path));
        return condition.IsSuccess ? condition.Value : null;
    }

    private static Problem Of(FieldDefinition field, string part, string code, string message, string? hint) =>
        new($"properties.{field.Name}.x-crm.rollup.{part}", "definition." + code, message) { Hint = hint };

    private static Invalid Fail(FieldDefinition field, params ReadOnlySpan<Problem> problems) => new("definition.rollup", $"The roll-up '{field.Name}' does not fit.", [.. problems]);
}
