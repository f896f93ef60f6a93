using Crm.Platform.Abstractions;

namespace Crm.Platform.Api.OData;

/// <summary>Bounds an option before it is parsed: the parser's own limits lie deeper than a stack should go, and cannot be set.</summary>
internal static class OptionLimits
{
    public const int LongestOption = 8000;
    public const int DeepestParentheses = 50;

    /// <summary>A chain of operators makes a tree as deep as the chain is long.</summary>
    public const int MostOperators = 200;

    public static Invalid? Check(QueryOption option)
    {
        if (option.Value.Length > LongestOption)
            return Refuse(option, "odata.too_long", $"'{option.Name}' is longer than {LongestOption} characters.");
        var (depth, deepest, operators, word) = (0, 0, 0, -1);
        var quoted = false;
        for (var i = 0; i <= option.Value.Length; i++)
        {
            var c = i < option.Value.Length ? option.Value[i] : ' ';
            if (c == '\'')
                quoted = !quoted;
            if (quoted)
                continue;
            if (char.IsAsciiLetter(c))
            {
                word = word < 0 ? i : word;
                continue;
            }

            operators += word >= 0 && IsOperator(option.Value.AsSpan(word, i - word)) ? 1 : 0;
            word = -1;
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            deepest = Math.Max(deepest, depth);
        }

        return deepest > DeepestParentheses ? Refuse(option, "odata.too_deep", $"'{option.Name}' nests deeper than {DeepestParentheses} parentheses.")
            : option.Name is "$filter" or "$apply" or "$expand" && operators > MostOperators ? Refuse(option, "odata.too_many_operators", $"'{option.Name}' has more than {MostOperators} operators.", "A list of values is shorter with 'in': status in ('new','open').")
            : null;
    }

    private static bool IsOperator(ReadOnlySpan<char> word) => word is "and" or "or" or "not" or "add" or "sub" or "mul" or "div" or "mod";

    private static Invalid Refuse(QueryOption option, string code, string message, string? hint = null) => Invalid.Of(new Problem(option.Name, code, message) { Hint = hint });
}
