namespace Crm.Platform.Screens.Fields;

/// <summary>The component that shows a kind's values. Register with <see cref="FieldRegistration.AddFieldDisplay{T}"/>.</summary>
public interface IFieldDisplayRegistry
{
    /// <summary>A subclass of <see cref="FieldDisplay"/>; for an unregistered kind the one that shows plain text.</summary>
    Type For(string kind);
}
