namespace Crm.Platform.Screens.Fields.Editors;

/// <summary>An e-mail address.</summary>
public sealed class EmailEditor : TextEditor
{
    protected override string? Mode => "email";
}
