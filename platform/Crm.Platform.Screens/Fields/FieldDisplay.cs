using Crm.Platform.Abstractions;
using Microsoft.AspNetCore.Components;

namespace Crm.Platform.Screens.Fields;

/// <summary>Shows one value that is set; an unset one is shown by whoever places the display.</summary>
public abstract class FieldDisplay : ComponentBase
{
    [Parameter, EditorRequired] public FieldDefinition Field { get; set; } = null!;

    /// <summary>Of the CLR type the field's kind stores.</summary>
    [Parameter, EditorRequired] public object Value { get; set; } = null!;

    /// <summary>The record a lookup points at, where it is known.</summary>
    [Parameter] public Record? Target { get; set; }
}
