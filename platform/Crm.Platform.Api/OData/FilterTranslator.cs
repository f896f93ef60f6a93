using System.Collections.Immutable;
using Crm.Platform.Expressions.Syntax;
using Microsoft.OData.UriParser;
using BinaryOperatorKind = Microsoft.OData.UriParser.BinaryOperatorKind;
using ODataInNode = Microsoft.OData.UriParser.InNode;
using ODataUnary = Microsoft.OData.UriParser.UnaryOperatorNode;

namespace Crm.Platform.Api.OData;

/// <summary>Turns a bound <c>$filter</c> into an expression that selects the same records.</summary>
/// <remarks>
/// In OData <c>eq</c> and <c>ne</c> are true or false even beside null, and an ordering beside null is false. In the expression
/// language a comparison beside null is null. The difference is written out here as explicit null tests, and <c>not</c> is
/// pushed down to the comparisons so that they stay right under it.
/// </remarks>
internal static class FilterTranslator
{
    public static ExpressionNode Translate(FilterClause filter) => Condition(filter.Expression, negated: false);

    /// <summary>The condition, or its opposite; a truth value even where OData's own null semantics meet a null.</summary>
    public static ExpressionNode Condition(QueryNode node, bool negated) => node switch
    {
        ConvertNode convert => Condition(convert.Source, negated),
        ODataUnary { OperatorKind: Microsoft.OData.UriParser.UnaryOperatorKind.Not } not => Condition(not.Operand, !negated),
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.And or BinaryOperatorKind.Or } both => Junction(both, negated),
        BinaryOperatorNode comparison when ComparisonOf(comparison.OperatorKind) is { } comparer => Comparison(comparer, comparison, negated),
        ODataInNode among => Membership(among, negated),
        LambdaNode { Source: CollectionNavigationNode relation } lambda => RelationTranslator.Translate(lambda, relation, negated),
        AnyNode or AllNode => ChoicesTranslator.Translate((LambdaNode)node, negated),
        _ => negated ? new UnaryNode(UnaryOperator.Not, OperandTranslator.Translate(node)) : OperandTranslator.Translate(node),
    };

    private static BinaryNode Junction(BinaryOperatorNode node, bool negated) =>
        new(node.OperatorKind is BinaryOperatorKind.And ^ negated ? BinaryOperator.And : BinaryOperator.Or, Condition(node.Left, negated), Condition(node.Right, negated));

    private static BinaryOperator? ComparisonOf(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Equal => BinaryOperator.Equal,
        BinaryOperatorKind.NotEqual => BinaryOperator.NotEqual,
        BinaryOperatorKind.LessThan => BinaryOperator.Less,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperator.LessOrEqual,
        BinaryOperatorKind.GreaterThan => BinaryOperator.Greater,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperator.GreaterOrEqual,
        _ => null,
    };

    private static ExpressionNode Comparison(BinaryOperator comparer, BinaryOperatorNode node, bool negated)
    {
        var (left, right) = (OperandTranslator.Translate(node.Left), OperandTranslator.Translate(node.Right));
        if (comparer is BinaryOperator.Equal or BinaryOperator.NotEqual)
            return comparer is BinaryOperator.Equal ^ negated ? NullTests.Same(left, right) : NullTests.Different(left, right);
        return negated ? NullTests.OrNull(new BinaryNode(Opposite(comparer), left, right), left, right) : new BinaryNode(comparer, left, right);
    }

    private static BinaryOperator Opposite(BinaryOperator comparer) => comparer switch
    {
        BinaryOperator.Less => BinaryOperator.GreaterOrEqual,
        BinaryOperator.LessOrEqual => BinaryOperator.Greater,
        BinaryOperator.Greater => BinaryOperator.LessOrEqual,
        BinaryOperator.GreaterOrEqual => BinaryOperator.Less,
        _ => throw new ArgumentOutOfRangeException(nameof(comparer)),
    };

    private static ExpressionNode Membership(ODataInNode node, bool negated)
    {
        if (node.Right is not CollectionConstantNode list)
            throw new UnsupportedFilterException("'in' needs a list of constants: status in ('new','open').");
        var value = OperandTranslator.Translate(node.Left);
        var options = list.Collection.Select(c => LiteralTranslator.Translate(c)).ToImmutableArray<ExpressionNode>();
        var some = options.Where(o => !NullTests.IsNullLiteral(o)).ToImmutableArray();
        var hasNull = some.Length < options.Length;
        ExpressionNode among = some.IsEmpty ? new LiteralNode(false) : new Crm.Platform.Expressions.Syntax.InNode(value, some);
        if (!negated)
            return hasNull ? new BinaryNode(BinaryOperator.Or, among, NullTests.IsNull(value)) : among;
        ExpressionNode outside = some.IsEmpty ? new LiteralNode(true) : new UnaryNode(UnaryOperator.Not, among);
        return hasNull
            ? new BinaryNode(BinaryOperator.And, outside, NullTests.IsNotNull(value))
            : NullTests.OrNull(outside, value);
    }
}
