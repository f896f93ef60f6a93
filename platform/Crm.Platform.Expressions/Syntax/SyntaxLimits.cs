namespace Crm.Platform.Expressions.Syntax;

/// <summary>What an expression may grow to. They keep hostile text from exhausting the stack or the database.</summary>
public static class SyntaxLimits
{
    /// <summary>Longest accepted text, in UTF-16 code units.</summary>
    public const int MaxLength = 10_000;

    /// <summary>Deepest nesting of parentheses, signs, arguments, templates and choices by <c>?:</c>.</summary>
    public const int MaxNesting = 100;

    /// <summary>Longest way from the root of the tree to a leaf; a chain such as <c>a + b + c</c> grows it by one per operator.</summary>
    public const int MaxDepth = 250;

    /// <summary>Most options of one <c>in [..]</c>.</summary>
    public const int MaxOptions = 500;
}
