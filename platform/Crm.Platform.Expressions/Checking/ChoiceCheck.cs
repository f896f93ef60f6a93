using Crm.Platform.Abstractions;

namespace Crm.Platform.Expressions.Checking;

/// <summary>A constant compared with a choice field must be one of its options; anything else is a slip that would silently match nothing.</summary>
internal static class ChoiceCheck
{
    public static Problem? Problem(TypedNode left, TypedNode right) => Of(left, right) ?? Of(right, left);

    private static Problem? Of(TypedNode field, TypedNode constant)
    {
        if (field is not TypedPath { Field: { Choices.IsEmpty: false } choice } || constant is not TypedLiteral { Value: string text } || choice.Choices.Any(c => c.Value == text))
            return null;
        var options = choice.Choices.Select(c => c.Value).ToList();
        return new Problem("", "expression.choice", $"'{text}' is not an option of '{choice.Name}'.")
        {
            Hint = DidYouMean.Hint(text, options) ?? $"Use one of: {string.Join(", ", options.Take(20))}.",
        };
    }
}
