namespace Crm.Platform.Screens.Fields.Editors;

/// <summary>A web address.</summary>
public sealed class UrlEditor : TextEditor
{
    protected override string? Mode => "url";
}
