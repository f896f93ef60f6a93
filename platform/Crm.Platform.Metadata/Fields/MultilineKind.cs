using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Fields;

/// <summary>Text over several lines, line ends stored as <c>\n</c>. Indentation of the first line is kept.</summary>
internal sealed class MultilineKind() : TextFieldKind(FieldKinds.Multiline, 100_000)
{
    public override FieldTraits Traits => FieldTraits.Long | FieldTraits.Wide;

    protected override string Tidy(string text) =>
        text.ReplaceLineEndings("\n").TrimEnd();

    protected override bool Allows(char character) => character is '\n' or '\t' || base.Allows(character);
}
