using System.Collections.Immutable;

namespace Crm.Platform.Expressions.Syntax;

/// <summary>Puts something else in the place of the paths of an expression: so a condition over one record becomes one over another.</summary>
public static class PathReplacement
{
    /// <summary>The expression with every path replaced.</summary>
    public static ExpressionNode Replace(ExpressionNode node, Func<PathNode, ExpressionNode> replace)
    {
        ArgumentNullException.ThrowIfNull(replace);
        return node switch
        {
            PathNode path => replace(path),
            LiteralNode literal => literal,
            // Its paths begin at other records.
            RelatedNode related => related,
            UnaryNode unary => unary with { Operand = Replace(unary.Operand, replace) },
            BinaryNode binary => binary with { Left = Replace(binary.Left, replace), Right = Replace(binary.Right, replace) },
            ConditionalNode choice => choice with { Condition = Replace(choice.Condition, replace), Then = Replace(choice.Then, replace), Otherwise = Replace(choice.Otherwise, replace) },
            InNode membership => membership with { Value = Replace(membership.Value, replace), Options = All(membership.Options, replace) },
            CallNode call => call with { Arguments = All(call.Arguments, replace) },
            TemplateNode template => template with { Parts = All(template.Parts, replace) },
            _ => throw new ArgumentOutOfRangeException(nameof(node), node, null),
        };
    }

    private static ImmutableArray<ExpressionNode> All(ImmutableArray<ExpressionNode> nodes, Func<PathNode, ExpressionNode> replace) => [.. nodes.Select(n => Replace(n, replace))];
}
