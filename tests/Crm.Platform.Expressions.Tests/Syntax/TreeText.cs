using System.Globalization;
using Crm.Platform.Expressions.Syntax;

namespace Crm.Platform.Expressions.Tests.Syntax;

/// <summary>Writes a tree with every parenthesis, so that a test can compare it.</summary>
internal static class TreeText
{
    public static string Write(ExpressionNode node) => node switch
    {
        LiteralNode { Value: null } => "null",
        LiteralNode { Value: string text } => $"'{text}'",
        LiteralNode literal => Convert.ToString(literal.Value, CultureInfo.InvariantCulture)!,
        PathNode path => string.Join('.', path.Segments),
        UnaryNode unary => (unary.Operator == UnaryOperator.Not ? "!" : "-") + Write(unary.Operand),
        BinaryNode binary => $"({Write(binary.Left)} {Sign(binary.Operator)} {Write(binary.Right)})",
        ConditionalNode choice => $"({Write(choice.Condition)} ? {Write(choice.Then)} : {Write(choice.Otherwise)})",
        InNode membership => $"({Write(membership.Value)} in [{string.Join(", ", membership.Options.Select(Write))}])",
        CallNode call => $"{call.Function}({string.Join(", ", call.Arguments.Select(Write))})",
        TemplateNode template => $"`{string.Concat(template.Parts.Select(Write))}`",
        _ => throw new ArgumentOutOfRangeException(nameof(node), node, null),
    };

    private static string Sign(BinaryOperator kind) =>
        ((string[])["+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "&&", "||", "??"])[(int)kind];
}
