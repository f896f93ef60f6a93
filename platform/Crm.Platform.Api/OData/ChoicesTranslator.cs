using Crm.Platform.Expressions.Syntax;
using Microsoft.OData.UriParser;
using ODataInNode = Microsoft.OData.UriParser.InNode;

namespace Crm.Platform.Api.OData;

/// <summary>Turns <c>any</c> and <c>all</c> over a field of several choices into questions for single ones: <c>interests/any(i: i eq 'a')</c>.</summary>
/// <remarks>An unset field counts as a list without items, as OData has it: <c>any</c> is false and <c>all</c> is true.</remarks>
internal static class ChoicesTranslator
{
    public static ExpressionNode Translate(LambdaNode lambda, bool negated)
    {
        if (lambda.Source is not CollectionPropertyAccessNode source)
            throw new UnsupportedFilterException("'any' and 'all' go over a field of several choices.");
        var field = OperandTranslator.Path(source);
        if (lambda.Body is ConstantNode { Value: true })
            return lambda is AnyNode ^ negated ? NullTests.IsNotNull(field) : lambda is AnyNode ? NullTests.IsNull(field) : new LiteralNode(!negated);
        // Of all is none that is not.
        var values = Values(lambda.Body, lambda is AllNode).ToList();
        var has = values.Select(value => (ExpressionNode)new CallNode("includes", [field, value])).Aggregate((left, right) => new BinaryNode(BinaryOperator.Or, left, right));
        return lambda is AnyNode ^ negated ? has : NullTests.OrNull(new UnaryNode(UnaryOperator.Not, has), field);
    }

    /// <summary>The constants of <c>i eq 'a' or i in ('b','c')</c>; of <c>i ne 'a' and not (i in ('b','c'))</c> when <paramref name="negated"/>.</summary>
    private static IEnumerable<LiteralNode> Values(QueryNode node, bool negated) => node switch
    {
        ConvertNode convert => Values(convert.Source, negated),
        UnaryOperatorNode { OperatorKind: UnaryOperatorKind.Not } not => Values(not.Operand, !negated),
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.Or } either when !negated => Values(either.Left, false).Concat(Values(either.Right, false)),
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.And } both when negated => Values(both.Left, true).Concat(Values(both.Right, true)),
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.Equal } same when !negated => [Constant(same)],
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.NotEqual } other when negated => [Constant(other)],
        ODataInNode { Right: CollectionConstantNode list } when !negated => list.Collection.Select(c => LiteralTranslator.Translate(c)),
        _ => throw new UnsupportedFilterException(
            negated ? "Inside 'all' only 'ne' joined by 'and' is supported." : "Inside 'any' only 'eq' and 'in' joined by 'or' are supported.", "Write interests/any(i: i eq 'a' or i eq 'b')."),
    };

    private static LiteralNode Constant(BinaryOperatorNode comparison) => (Inner(comparison.Left), Inner(comparison.Right)) switch
    {
        (NonResourceRangeVariableReferenceNode, ConstantNode constant) => LiteralTranslator.Translate(constant),
        (ConstantNode constant, NonResourceRangeVariableReferenceNode) => LiteralTranslator.Translate(constant),
        _ => throw new UnsupportedFilterException("A choice is compared with a constant: i eq 'a'."),
    };

    private static QueryNode Inner(QueryNode node) => node is ConvertNode convert ? Inner(convert.Source) : node;
}
