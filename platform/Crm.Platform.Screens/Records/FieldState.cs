namespace Crm.Platform.Screens.Records;

/// <summary>What a form says of a field for the record as it is now.</summary>
public readonly record struct FieldState(bool Visible, bool Required, bool ReadOnly);
