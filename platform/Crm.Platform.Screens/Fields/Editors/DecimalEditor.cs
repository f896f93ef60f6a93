namespace Crm.Platform.Screens.Fields.Editors;

/// <summary>A number with decimals.</summary>
public sealed class DecimalEditor : TextEditor
{
    protected override string? Mode => "decimal";

    protected override int? MaxLength => 60;
}
