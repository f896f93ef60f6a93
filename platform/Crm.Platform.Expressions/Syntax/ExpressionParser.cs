using Crm.Platform.Abstractions;

namespace Crm.Platform.Expressions.Syntax;

/// <summary>Reads the expression language: JavaScript's expressions without assignment, loops and function literals.</summary>
public static class ExpressionParser
{
    /// <summary>The tree, or an <see cref="Invalid"/> whose message names position, what was expected and a suggestion.</summary>
    public static Result<ExpressionNode> Parse(string text) => throw new NotSupportedException(text);
}
