namespace Crm.Platform.Screens.Fields.Editors;

/// <summary>A whole number.</summary>
public sealed class IntegerEditor : TextEditor
{
    protected override string? Mode => "numeric";

    protected override int? MaxLength => 60;
}
