using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Fields;

/// <summary>What every kind of text shares: trimmed, Unicode-composed, limited, free of control characters. Empty text means unset.</summary>
internal abstract class TextFieldKind(string id, int longest, string? schemaFormat = null) : FieldKind<string>(id, StorageType.Text)
{
    public override Result<object> Parse(string text, FieldDefinition field, CultureInfo culture) => text;

    public override JsonObject Schema(FieldDefinition field)
    {
        var schema = Describe(field, "string", schemaFormat);
        schema["maxLength"] = field.MaxLength ?? longest;
        if (field.MinLength is { } least) schema["minLength"] = least;
        if (field.Pattern is { } pattern) schema["pattern"] = pattern;
        return schema;
    }

    protected override Result<object> Read(JsonElement json, FieldDefinition field) =>
        json.ValueKind == JsonValueKind.String ? json.GetString()! : FieldFailure.Of(field, FieldFailure.Type, $"must be text in quotes, not {JsonWords.Of(json)}.");

    protected override void Write(Utf8JsonWriter writer, string value, FieldDefinition field) => writer.WriteStringValue(value);

    protected override string Format(string value, FieldDefinition field, CultureInfo culture) => value;

    protected override Result<object> Check(string value, FieldDefinition field)
    {
        if (!IsUnicode(value))
            return FieldFailure.Of(field, FieldFailure.Characters, "contains characters that are not valid Unicode.");
        var text = Tidy(value.Normalize());
        if (text.Length == 0)
            return text;
        return Limits(text, field) ?? Shape(text, field) ?? PatternFailure(text, field) ?? (Result<object>)text;
    }

    /// <summary>The one stored form.</summary>
    protected virtual string Tidy(string text) => text.Trim();

    /// <summary>What the kind itself asks of the text, or <see langword="null"/> when it fits.</summary>
    protected virtual Failure? Shape(string text, FieldDefinition field) => null;

    protected virtual bool Allows(char character) => !char.IsControl(character);

    private Invalid? Limits(string text, FieldDefinition field)
    {
        var most = field.MaxLength ?? longest;
        if (text.Length > most)
            return FieldFailure.Of(field, FieldFailure.MaxLength, $"takes at most {most} characters; this has {text.Length}.");
        if (text.Length < field.MinLength)
            return FieldFailure.Of(field, FieldFailure.MinLength, $"needs at least {field.MinLength} characters.");
        return text.All(Allows) ? null : FieldFailure.Of(field, FieldFailure.Characters, text.Contains('\n', StringComparison.Ordinal) ? "takes a single line." : "contains control characters.");
    }

    private static Invalid? PatternFailure(string text, FieldDefinition field) =>
        field.Pattern is null || PatternCache.Matches(field.Pattern, text) ? null : FieldFailure.Of(field, FieldFailure.Pattern, $"does not have the expected form ({field.Pattern}).");

    private static bool IsUnicode(string text)
    {
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var used) != System.Buffers.OperationStatus.Done)
                return false;
            rest = rest[used..];
        }

        return true;
    }
}
