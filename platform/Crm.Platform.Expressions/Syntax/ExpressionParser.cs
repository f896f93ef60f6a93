using Crm.Platform.Abstractions;

namespace Crm.Platform.Expressions.Syntax;

/// <summary>Reads the expression language: JavaScript's expressions without assignment, loops and function literals.</summary>
public static class ExpressionParser
{
    /// <summary>The tree, or an <see cref="Invalid"/> whose message names position, what was expected and a suggestion. Never throws on any text.</summary>
    public static Result<ExpressionNode> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > SyntaxLimits.MaxLength)
            return new SyntaxError(SyntaxLimits.MaxLength, $"an expression may have at most {SyntaxLimits.MaxLength} characters.", null, SyntaxError.LimitCode).ToFailure();
        var parsing = new Parsing(text);
        return parsing.Whole() is { } node ? node : parsing.Error!.ToFailure();
    }
}
