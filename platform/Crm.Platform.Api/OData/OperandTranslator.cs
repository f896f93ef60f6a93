using System.Collections.Frozen;
using Crm.Platform.Expressions.Syntax;
using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;
using BinaryOperatorKind = Microsoft.OData.UriParser.BinaryOperatorKind;

namespace Crm.Platform.Api.OData;

/// <summary>Turns the values inside a condition into expressions: paths, constants, arithmetic, functions.</summary>
internal static class OperandTranslator
{
    private static readonly FrozenDictionary<string, string> Functions = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["contains"] = "contains",
        ["startswith"] = "startsWith",
        ["endswith"] = "endsWith",
        ["tolower"] = "lower",
        ["toupper"] = "upper",
        ["length"] = "length",
        ["trim"] = "trim",
        ["year"] = "year",
        ["month"] = "month",
        ["day"] = "day",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static ExpressionNode Translate(QueryNode node) => node switch
    {
        ConvertNode { Source: ConstantNode constant } convert => LiteralTranslator.Translate(constant, convert.TypeReference),
        ConvertNode convert => Translate(convert.Source),
        ConstantNode constant => LiteralTranslator.Translate(constant),
        SingleValuePropertyAccessNode or SingleValueOpenPropertyAccessNode or SingleNavigationNode or SingleComplexNode or SingleResourceCastNode => Path(node),
        SingleValueFunctionCallNode call => Call(call),
        CountNode count => RelationTranslator.Count(count),
        UnaryOperatorNode { OperatorKind: UnaryOperatorKind.Negate } minus => new UnaryNode(UnaryOperator.Negate, Translate(minus.Operand)),
        BinaryOperatorNode sum when ArithmeticOf(sum.OperatorKind) is { } arithmetic => new BinaryNode(arithmetic, Translate(sum.Left), Translate(sum.Right)),
        BinaryOperatorNode or UnaryOperatorNode or Microsoft.OData.UriParser.InNode => NullTests.NeverNull(FilterTranslator.Condition(node, negated: false)),
        _ => throw new UnsupportedFilterException($"'{node.Kind}' cannot be used in a filter here."),
    };

    /// <summary>The field or part a node stands for, over lookups.</summary>
    public static PathNode Path(QueryNode node)
    {
        var segments = new List<string>();
        for (var at = node; at is not ResourceRangeVariableReferenceNode;)
        {
            (string? name, at) = at switch
            {
                SingleValuePropertyAccessNode property => (property.Property.Name, (QueryNode)property.Source),
                SingleValueOpenPropertyAccessNode made => (made.Name, made.Source),
                SingleComplexNode complex => (complex.Property.Name, complex.Source),
                CollectionPropertyAccessNode collection => (collection.Property.Name, collection.Source),
                SingleNavigationNode navigation => (navigation.NavigationProperty.Name, navigation.Source),
                SingleResourceCastNode cast => (TargetOf(cast), cast.Source),
                CollectionNavigationNode navigation => (navigation.NavigationProperty.Name, navigation.Source),
                _ => throw new UnsupportedFilterException($"'{at.Kind}' cannot be used in a path."),
            };
            if (name is not null)
                segments.Add(name);
        }

        segments.Reverse();
        return new PathNode([.. segments]);
    }

    /// <summary>Which of several entities a lookup is followed to; a cast to what it leads to anyway says nothing.</summary>
    private static string? TargetOf(SingleResourceCastNode cast) =>
        cast.Source is SingleNavigationNode navigation && navigation.NavigationProperty.ToEntityType().IsAbstract ? cast.StructuredTypeReference.AsEntity().EntityDefinition().Name : null;

    private static CallNode Call(SingleValueFunctionCallNode call) => Functions.TryGetValue(call.Name, out var function)
        ? new CallNode(function, [.. call.Parameters.Select(Translate)])
        : throw new UnsupportedFilterException($"The function '{call.Name}' is not supported.", $"Supported are {string.Join(", ", Functions.Keys.Order(StringComparer.Ordinal))}.");

    private static BinaryOperator? ArithmeticOf(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => BinaryOperator.Add,
        BinaryOperatorKind.Subtract => BinaryOperator.Subtract,
        BinaryOperatorKind.Multiply => BinaryOperator.Multiply,
        BinaryOperatorKind.Divide => BinaryOperator.Divide,
        BinaryOperatorKind.Modulo => BinaryOperator.Remainder,
        _ => null,
    };
}
