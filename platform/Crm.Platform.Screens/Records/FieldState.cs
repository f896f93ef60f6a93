using Crm.Platform.Screens.Fields;

namespace Crm.Platform.Screens.Records;

/// <summary>What form and entity say of a field for the record as it is now.</summary>
public readonly record struct FieldState(bool Visible, bool Required, bool ReadOnly)
{
    /// <summary>What can be chosen now; <see langword="null"/> is everything.</summary>
    public FieldOptions? Options { get; init; }
}
