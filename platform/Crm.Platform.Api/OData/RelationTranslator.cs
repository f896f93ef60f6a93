using Crm.Platform.Expressions.Syntax;
using Microsoft.OData.UriParser;
using BinaryOperatorNode = Microsoft.OData.UriParser.BinaryOperatorNode;
using ODataInNode = Microsoft.OData.UriParser.InNode;
using ODataUnary = Microsoft.OData.UriParser.UnaryOperatorNode;

namespace Crm.Platform.Api.OData;

/// <summary>Turns <c>any</c>, <c>all</c> and <c>$count</c> over a relation into questions for its records: <c>tags/any(t: t/name eq 'VIP')</c>, <c>tags/$count gt 2</c>.</summary>
internal static class RelationTranslator
{
    public static ExpressionNode Translate(LambdaNode lambda, CollectionNavigationNode source, bool negated)
    {
        var isAll = lambda is AllNode;
        if (lambda.Body is ConstantNode { Value: true } && isAll)
            return new LiteralNode(!negated);
        if (Variables(lambda.Body).Any(v => v != lambda.CurrentRangeVariable))
            throw new UnsupportedFilterException($"Inside '{(isAll ? "all" : "any")}' only fields of '{lambda.CurrentRangeVariable.Name}' can be asked.");
        // Of all is none that is not.
        var condition = lambda.Body is ConstantNode { Value: true } ? null : FilterTranslator.Condition(lambda.Body, negated: isAll);
        var some = new RelatedNode(OperandTranslator.Path(source).Segments, condition);
        return negated ^ isAll ? new UnaryNode(UnaryOperator.Not, some) : some;
    }

    public static RelatedNode Count(CountNode count) => count.Source is CollectionNavigationNode source
        ? new RelatedNode(OperandTranslator.Path(source).Segments, null, IsCount: true)
        : throw new UnsupportedFilterException("'$count' counts the records of a relation.");

    /// <summary>The records a condition asks, but for those of conditions inside it.</summary>
    private static IEnumerable<RangeVariable> Variables(QueryNode? node) => node switch
    {
        ResourceRangeVariableReferenceNode resource => [resource.RangeVariable],
        ConvertNode convert => Variables(convert.Source),
        ODataUnary unary => Variables(unary.Operand),
        BinaryOperatorNode both => Variables(both.Left).Concat(Variables(both.Right)),
        ODataInNode among => Variables(among.Left),
        SingleValueFunctionCallNode call => call.Parameters.SelectMany(Variables),
        SingleValuePropertyAccessNode property => Variables(property.Source),
        SingleComplexNode complex => Variables(complex.Source),
        CollectionPropertyAccessNode collection => Variables(collection.Source),
        SingleNavigationNode navigation => Variables(navigation.Source),
        CollectionNavigationNode navigation => Variables(navigation.Source),
        CountNode count => Variables(count.Source),
        LambdaNode inner => Variables(inner.Source).Concat(Variables(inner.Body).Where(v => v != inner.CurrentRangeVariable)),
        _ => [],
    };
}
