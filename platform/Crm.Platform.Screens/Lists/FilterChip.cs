namespace Crm.Platform.Screens.Lists;

/// <summary>A condition as the toolbar shows it.</summary>
/// <param name="Field">What it is about; empty for one written by hand.</param>
/// <param name="Comparison">The words between.</param>
/// <param name="Value">As people read it.</param>
/// <param name="Without">The list's filter without it.</param>
internal sealed record FilterChip(string Field, string Comparison, string Value, string Without)
{
    public string Words => string.Join(' ', new[] { Field, Comparison, Value }.Where(w => w.Length > 0));
}
