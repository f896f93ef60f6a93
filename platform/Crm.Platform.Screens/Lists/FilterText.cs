using System.Collections.Immutable;
using System.Globalization;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;

namespace Crm.Platform.Screens.Lists;

/// <summary>Writes conditions as text of the expression language, and reads back those that can be shown in words.</summary>
internal static class FilterText
{
    public static string Write(FilterClause clause)
    {
        var field = clause.Field.Name;
        var value = Literal(clause.Value);
        return clause.Operator.Id switch
        {
            "contains" => $"contains({field}, {value})",
            "starts-with" => $"startsWith({field}, {value})",
            "empty" => $"isEmpty({field})",
            "not-empty" => $"!isEmpty({field})",
            "includes" => $"includes({field}, {value})",
            "excludes" => $"!includes({field}, {value})",
            "is-not" => $"{field} != {value}",
            "more" or "after" => $"{field} > {value}",
            "least" or "from" => $"{field} >= {value}",
            "less" or "before" => $"{field} < {value}",
            "most" or "until" => $"{field} <= {value}",
            _ => $"{field} == {value}",
        };
    }

    public static string Write(IEnumerable<string> clauses) => string.Join(" && ", clauses);

    /// <summary>The filter narrowed by one more clause. One that was written by hand may hold an <c>||</c> and keeps its meaning.</summary>
    public static string Narrow(string filter, FilterClause clause) => ExpressionParser.Parse(filter) switch
    {
        _ when string.IsNullOrWhiteSpace(filter) => Write(clause),
        { IsSuccess: true, Value: BinaryNode { Operator: BinaryOperator.Or or BinaryOperator.Coalesce } or ConditionalNode } => $"({filter}) && {Write(clause)}",
        _ => $"{filter} && {Write(clause)}",
    };

    /// <summary>The parts of a condition joined by <c>&amp;&amp;</c>, in order.</summary>
    public static ImmutableArray<ExpressionNode> Parts(ExpressionNode node) =>
        node is BinaryNode { Operator: BinaryOperator.And } both ? [.. Parts(both.Left), .. Parts(both.Right)] : [node];

    /// <summary>The condition in words, or <see langword="null"/> for one that was written by hand.</summary>
    public static FilterClause? Read(ExpressionNode node, EntityDefinition entity, IFieldKindRegistry kinds) => node switch
    {
        CallNode { Function: "isEmpty", Arguments: [PathNode path] } => Clause(path, FilterOperator.Empty, null, entity, kinds),
        UnaryNode { Operator: UnaryOperator.Not, Operand: CallNode { Function: "isEmpty", Arguments: [PathNode path] } } => Clause(path, FilterOperator.NotEmpty, null, entity, kinds),
        CallNode { Function: "contains", Arguments: [PathNode path, LiteralNode part] } => Clause(path, FilterOperator.Contains, part, entity, kinds),
        CallNode { Function: "startsWith", Arguments: [PathNode path, LiteralNode part] } => Clause(path, FilterOperator.StartsWith, part, entity, kinds),
        CallNode { Function: "includes", Arguments: [PathNode path, LiteralNode one] } => Clause(path, FilterOperator.Includes, one, entity, kinds),
        UnaryNode { Operator: UnaryOperator.Not, Operand: CallNode { Function: "includes", Arguments: [PathNode path, LiteralNode one] } } => Clause(path, FilterOperator.Excludes, one, entity, kinds),
        BinaryNode { Left: PathNode path, Right: LiteralNode value } comparison => Clause(path, Of(comparison.Operator, path, entity, kinds), value, entity, kinds),
        BinaryNode { Left: PathNode path, Right: UnaryNode { Operator: UnaryOperator.Negate, Operand: LiteralNode value } } comparison =>
            Clause(path, Of(comparison.Operator, path, entity, kinds), Negated(value), entity, kinds),
        _ => null,
    };

    private static LiteralNode Negated(LiteralNode literal) => literal.Value switch
    {
        long number => new LiteralNode(-number),
        decimal number => new LiteralNode(-number),
        _ => literal,
    };

    private static FilterOperator? Of(BinaryOperator comparison, PathNode path, EntityDefinition entity, IFieldKindRegistry kinds)
    {
        var isTime = entity.Field(string.Join('.', path.Segments)) is { } field && kinds.Find(field.Kind)?.Storage is StorageType.Date or StorageType.DateTime or StorageType.Time;
        return comparison switch
        {
            BinaryOperator.Equal => FilterOperator.Is,
            BinaryOperator.NotEqual => FilterOperator.IsNot,
            BinaryOperator.Greater => isTime ? FilterOperator.After : FilterOperator.More,
            BinaryOperator.GreaterOrEqual => isTime ? FilterOperator.From : FilterOperator.Least,
            BinaryOperator.Less => isTime ? FilterOperator.Before : FilterOperator.Less,
            BinaryOperator.LessOrEqual => isTime ? FilterOperator.Until : FilterOperator.Most,
            _ => null,
        };
    }

    private static FilterClause? Clause(PathNode path, FilterOperator? comparison, LiteralNode? literal, EntityDefinition entity, IFieldKindRegistry kinds)
    {
        if (comparison is null || entity.Field(string.Join('.', path.Segments)) is not { } field || kinds.Find(field.Kind) is not { } kind)
            return null;
        if (literal is null)
            return new FilterClause(field, comparison, null);
        return Convert(literal.Value, field, kind) is { } value ? new FilterClause(field, comparison, value) : null;
    }

    private static object? Convert(object? value, FieldDefinition field, IFieldKind kind) => (value, kind.Storage) switch
    {
        (long number, StorageType.Decimal) => (decimal)number,
        (string text, not (StorageType.Text or StorageType.Texts)) => kind.Parse(text, field, CultureInfo.InvariantCulture) is { IsSuccess: true } read ? read.Value : null,
        _ => value,
    };

    private static string Literal(object? value) => value switch
    {
        null => "null",
        bool yes => yes ? "true" : "false",
        long number => number.ToString(CultureInfo.InvariantCulture),
        decimal number => number.ToString(CultureInfo.InvariantCulture),
        TimeOnly time => Quoted(time.ToString("HH:mm:ss", CultureInfo.InvariantCulture)),
        DateOnly day => Quoted(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        DateTime moment => Quoted(moment.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
        _ => Quoted(value.ToString() ?? ""),
    };

    private static string Quoted(string text) => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal)}'";
}
