using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Checking;
using Crm.Platform.Expressions.Syntax;

namespace Crm.Platform.Expressions.Querying;

/// <summary>Text in a query.</summary>
internal static class QueryTexts
{
    private static readonly System.Reflection.MethodInfo Concat = typeof(string).GetMethod(nameof(string.Concat), [typeof(string), typeof(string)])!;

    /// <param name="leftColumn">Whether a column stands there, whose index then serves.</param>
    public static Expression Compare(BinaryOperator kind, Expression left, bool leftColumn, Expression right, bool rightColumn, IQueryDialect dialect)
    {
        var one = leftColumn ? dialect.Column(left) : dialect.Compared(left, rightColumn);
        var other = rightColumn ? dialect.Column(right) : dialect.Compared(right, leftColumn);
        return kind is BinaryOperator.Equal or BinaryOperator.NotEqual
            ? Operators.Binary(kind, one, other)
            : Operators.Binary(kind, Expression.Call(typeof(string), nameof(string.Compare), null, one, other), Expression.Constant(0));
    }

    /// <summary>The parts side by side. EF Core writes null as no text, as C# has it, so the nulls are asked for.</summary>
    public static Expression Join(TypedText node, QueryValues values)
    {
        var parts = node.Parts.Select(part => (Part: part, Text: values.Value(part))).ToList();
        var joined = parts.Select(p => node.NullIsEmpty ? Filled(p.Text) : p.Text).Aggregate((one, other) => Expression.Add(one, other, Concat));
        if (node.NullIsEmpty)
            return joined;
        var open = parts.Where(p => p.Part is not TypedLiteral { Value: not null }).Select(p => QueryTranslator.Null(p.Text)).ToList();
        return open.Count == 0 ? joined : Expression.Condition(open.Aggregate(Expression.OrElse), Expression.Constant(null, typeof(string)), joined);
    }

    public static Expression Convert(TypedConversion node, QueryValues values, QueryTranslator conditions) => node.Operand.Type switch
    {
        StorageType.Integer or StorageType.Date when node.Type == StorageType.Text => Written(values.Value(node.Operand)),
        StorageType.Boolean when node.Type == StorageType.Text => Truth(node.Operand, conditions),
        _ when node.Type == StorageType.Text => throw new UntranslatableException($"{node.Operand.Type.Phrase()} cannot be made text in a query.", "Store the text in a formula field."),
        _ => throw new ArgumentOutOfRangeException(nameof(node), node.Operand.Type, null),
    };

    private static BinaryExpression Filled(Expression text) => Expression.Coalesce(text, Expression.Constant(""));

    private static ConditionalExpression Written(Expression value) => Expression.Condition(
        QueryTranslator.Null(value),
        Expression.Constant(null, typeof(string)),
        Expression.Call(Expression.Property(value, "Value"), nameof(ToString), null));

    private static ConditionalExpression Truth(TypedNode node, QueryTranslator conditions) => Expression.Condition(
        conditions.True(node),
        Expression.Constant("true"),
        Expression.Condition(conditions.False(node), Expression.Constant("false"), Expression.Constant(null, typeof(string))));
}
