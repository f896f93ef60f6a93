using Crm.Platform.Abstractions;
using Microsoft.AspNetCore.Components;

namespace Crm.Platform.Screens.Fields;

/// <summary>Edits one field of a draft. The control carries <see cref="Id"/>; label, help and error are placed around it.</summary>
public abstract class FieldEditor : ComponentBase
{
    [Parameter, EditorRequired] public FieldDraft Draft { get; set; } = null!;

    /// <summary>Id of the control, which the label points at.</summary>
    [Parameter, EditorRequired] public string Id { get; set; } = "";

    /// <summary>Ids of the help and error texts, or <see langword="null"/>.</summary>
    [Parameter] public string? DescribedBy { get; set; }

    /// <summary>Whether a value must be given now.</summary>
    [Parameter] public bool Required { get; set; }

    /// <summary>What can be chosen now; <see langword="null"/> is everything.</summary>
    [Parameter] public FieldOptions? Offered { get; set; }

    protected FieldDefinition Field => Draft.Field;

    protected string? IsInvalid => Draft.Problem is null ? null : "true";

    protected string? IsRequired => Required ? "true" : null;
}
