using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Fields;

/// <summary>Options in the words of people.</summary>
internal static class ChoiceText
{
    private const int MaxListed = 10;

    /// <summary>The option somebody means by its value or label, exact values first; <see langword="null"/> when none.</summary>
    public static string? Find(FieldDefinition field, string word) =>
        (field.Choices.FirstOrDefault(c => c.Value == word)
            ?? field.Choices.FirstOrDefault(c => string.Equals(c.Value, word, StringComparison.OrdinalIgnoreCase))
            ?? field.Choices.FirstOrDefault(c => string.Equals(c.Label, word, StringComparison.OrdinalIgnoreCase)))?.Value;

    public static Invalid Unknown(FieldDefinition field) => FieldFailure.Of(field, FieldFailure.Choice, $"must be one of {Options(field)}.");

    public static string Options(FieldDefinition field) =>
        string.Join(", ", field.Choices.Take(MaxListed).Select(c => c.Value)) + (field.Choices.Length > MaxListed ? $" and {field.Choices.Length - MaxListed} more" : "");
}
