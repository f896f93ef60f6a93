using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Checking;
using Crm.Platform.Expressions.Evaluation;
using Crm.Platform.Expressions.Syntax;

namespace Crm.Platform.Expressions.Querying;

/// <summary>Writes conditions for SQL. Negation is pushed inward: each part is asked when it is true or when it is false, and an unknown answers neither.</summary>
internal sealed class QueryTranslator
{
    private readonly QueryFolding _folding;
    private readonly QueryValues _values;

    private readonly QueryRelated _related;

    /// <param name="depth">Conditions over relations around this one.</param>
    public QueryTranslator(Expression record, IRecordSets sets, IQueryDialect dialect, EvaluationContext context, int depth = 0)
    {
        var paths = new QueryPaths(record, sets, dialect, node => _values!.Value(node));
        _folding = new QueryFolding(context);
        _related = new QueryRelated(paths, sets, dialect, context, depth);
        _values = new QueryValues(this, paths, dialect, _folding);
    }

    /// <summary>How many records a relation has, of type <c>long?</c>.</summary>
    public Expression Count(TypedRelated node) => _related.Count(node);

    public Expression SortKey(TypedNode node) => _values.SortKey(node);

    public (Expression Compared, Expression Plain, int Scale) Column(TypedNode node) => _values.Column(node);

    /// <summary>Of type <see cref="bool"/>; true in SQL exactly when the value is true.</summary>
    public Expression True(TypedNode node) => Holds(node, true);

    /// <summary>True in SQL exactly when the value is false.</summary>
    public Expression False(TypedNode node) => Holds(node, false);

    private Expression Holds(TypedNode node, bool wanted) => node switch
    {
        _ when _folding.IsNull(node) => Expression.Constant(false),
        { Constant: true } => Expression.Constant(_folding.Constant(node) is bool value && value == wanted),
        TypedNot not => Holds(not.Operand, !wanted),
        TypedLogic logic => Both(logic.IsAnd == wanted, Holds(logic.Left, wanted), Holds(logic.Right, wanted)),
        TypedComparison comparison => Comparison(comparison, wanted),
        TypedNullTest test => wanted ? IsNull(test.Operand) : Expression.Not(IsNull(test.Operand)),
        TypedIn membership => Balanced([.. membership.Tests.Select(test => Holds(test, wanted))], !wanted),
        TypedCoalesce coalesce => Expression.OrElse(Holds(coalesce.Left, wanted), If(Holds(coalesce.Left, !wanted), Expression.Constant(false), Holds(coalesce.Right, wanted))),
        TypedConditional choice => If(True(choice.Condition), Holds(choice.Then, wanted), Holds(choice.Otherwise, wanted)),
        TypedRelated related => wanted ? _related.Any(related) : Expression.Not(_related.Any(related)),
        TypedCall call => wanted ? _values.Call(call) : Expression.Not(_values.Call(call)),
        _ => Expression.Equal(_values.Value(node), Expression.Constant(wanted, typeof(bool?))),
    };

    private Expression Comparison(TypedComparison node, bool wanted)
    {
        if (node.Left.Type == StorageType.Boolean)
            return Truths(node, wanted);
        return _values.Compare(wanted ? node.Operator : Operators.Opposite(node.Operator), node.Left, node.Right);
    }

    /// <summary>Equality of two conditions: both true or both false, or for the opposite one of each.</summary>
    private BinaryExpression Truths(TypedComparison node, bool wanted)
    {
        var same = node.Operator == BinaryOperator.Equal == wanted;
        return Expression.OrElse(
            Expression.AndAlso(True(node.Left), Holds(node.Right, same)),
            Expression.AndAlso(False(node.Left), Holds(node.Right, !same)));
    }

    private Expression IsNull(TypedNode node) => node is TypedRelated ? Expression.Constant(false) : node.Constant || _folding.IsNull(node) ? Expression.Constant(_folding.IsNull(node)) : IsLogic(node)
        ? If(True(node), Expression.Constant(false), If(False(node), Expression.Constant(false), Expression.Constant(true)))
        : Null(_values.Raw(node));

    /// <summary>Whether a boolean is computed by comparing, so that SQL has no value of it to ask for.</summary>
    public static bool IsLogic(TypedNode node) => node.Type == StorageType.Boolean && node is not (TypedPath or TypedLiteral);

    public static Expression Null(Expression value) => Expression.Equal(value, Expression.Constant(null, value.Type));

    private static BinaryExpression Both(bool and, Expression left, Expression right) => and ? Expression.AndAlso(left, right) : Expression.OrElse(left, right);

    private static ConditionalExpression If(Expression condition, Expression then, Expression otherwise) => Expression.Condition(condition, then, otherwise);

    // Databases bound the depth of an expression, and a list may be long.
    private static Expression Balanced(ReadOnlySpan<Expression> parts, bool and) => parts.Length switch
    {
        0 => Expression.Constant(and),
        1 => parts[0],
        var n => Both(and, Balanced(parts[..(n / 2)], and), Balanced(parts[(n / 2)..], and)),
    };
}
