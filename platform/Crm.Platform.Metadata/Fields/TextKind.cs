using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Fields;

/// <summary>One line of text.</summary>
internal sealed class TextKind() : TextFieldKind(FieldKinds.Text, 255)
{
    public override string? Recognized => "string";
}
