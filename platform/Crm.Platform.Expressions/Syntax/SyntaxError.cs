using Crm.Platform.Abstractions;

namespace Crm.Platform.Expressions.Syntax;

/// <summary>Where and why reading stopped. The parser reports the first one: what follows it is usually its echo.</summary>
internal sealed record SyntaxError(int Position, string Message, string? Hint = null, string Code = SyntaxError.SyntaxCode)
{
    public const string SyntaxCode = "expression.syntax";
    public const string LimitCode = "expression.too_complex";

    public Invalid ToFailure()
    {
        var problem = new Problem("", Code, $"Column {Position + 1}: {Message}") { Hint = Hint };
        return new Invalid(Code, Hint is null ? problem.Message : $"{problem.Message} {Hint}", [problem]);
    }
}
