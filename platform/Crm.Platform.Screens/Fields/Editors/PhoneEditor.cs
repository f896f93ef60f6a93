namespace Crm.Platform.Screens.Fields.Editors;

/// <summary>A telephone number.</summary>
public sealed class PhoneEditor : TextEditor
{
    protected override string Type => "tel";
}
