namespace Crm.Platform.Screens.Fields;

/// <summary>The component that edits a kind's values. Register with <see cref="FieldRegistration.AddFieldEditor{T}"/>.</summary>
public interface IFieldEditorRegistry
{
    /// <summary>A subclass of <see cref="FieldEditor"/>; for an unregistered kind the one that takes a line of text.</summary>
    Type For(string kind);
}
