namespace Crm.Platform.Screens.Fields.Editors;

/// <summary>A value typed as people write it, shown as its kind shows it: times and durations.</summary>
public sealed class PlainEditor : TextEditor
{
    protected override int? MaxLength => 60;

    protected override string Text => Draft.Typed ?? Draft.Formatted;
}
