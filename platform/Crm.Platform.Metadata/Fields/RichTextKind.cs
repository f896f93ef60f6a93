using System.Globalization;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Fields;

/// <summary>Formatted text, cleaned to a safe subset of HTML whenever it is written.</summary>
internal sealed class RichTextKind() : TextFieldKind(FieldKinds.RichText, 100_000)
{
    /// <summary>Not that of plain text: what was stored as such was never cleaned.</summary>
    public override string Form => "html";

    public override FieldTraits Traits => FieldTraits.Long | FieldTraits.Wide | FieldTraits.Unsortable | FieldTraits.NotUnique;

    public override Result<object> Parse(string text, FieldDefinition field, CultureInfo culture) => RichText.FromTyped(text);

    protected override string Tidy(string text) => RichText.Clean(text.ReplaceLineEndings("\n"));

    protected override bool Allows(char character) => character is '\n' or '\t' || base.Allows(character);

    protected override string Format(string value, FieldDefinition field, CultureInfo culture) => RichText.Plain(value);

    protected override string Export(string value, FieldDefinition field) => value;
}
