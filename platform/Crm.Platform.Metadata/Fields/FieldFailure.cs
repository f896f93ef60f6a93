using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Fields;

/// <summary>The ways a value does not fit its field. Codes are part of the API.</summary>
internal static class FieldFailure
{
    public const string Type = "field.type";
    public const string Format = "field.format";
    public const string Characters = "field.characters";
    public const string MaxLength = "field.max_length";
    public const string MinLength = "field.min_length";
    public const string Pattern = "field.pattern";
    public const string Minimum = "field.minimum";
    public const string Maximum = "field.maximum";
    public const string Range = "field.range";
    public const string Scale = "field.scale";
    public const string Choice = "field.choice";

    /// <summary>A failure at the field; the message begins with its title: "Amount must be …".</summary>
    public static Invalid Of(FieldDefinition field, string code, string rest) => Invalid.Of(new Problem(field.Name, code, $"{field.Title} {rest}"));
}
