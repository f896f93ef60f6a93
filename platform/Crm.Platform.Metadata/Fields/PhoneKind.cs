using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Fields;

/// <summary>A telephone number as people write it, kept as written: <c>+49 (171) 555-0100 ext. 12</c>.</summary>
internal sealed class PhoneKind() : TextFieldKind(FieldKinds.Phone, 255)
{
    private const int MinDigits = 3;
    private const int MaxDigits = 30;
    private const string Punctuation = "+-()./#*,; ";

    protected override Failure? Shape(string text, FieldDefinition field)
    {
        var number = text.Replace("ext", "", StringComparison.OrdinalIgnoreCase).Replace("x", "", StringComparison.OrdinalIgnoreCase);
        var digits = number.Count(char.IsAsciiDigit);
        return digits is >= MinDigits and <= MaxDigits && number.All(c => char.IsAsciiDigit(c) || Punctuation.Contains(c, StringComparison.Ordinal))
            ? null
            : FieldFailure.Of(field, FieldFailure.Format, "must be a phone number, such as +1 555 0100.");
    }
}
