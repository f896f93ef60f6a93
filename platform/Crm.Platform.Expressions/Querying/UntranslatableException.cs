namespace Crm.Platform.Expressions.Querying;

/// <summary>Leaves the translation at a part no database can compute; the door turns it into a failure.</summary>
internal sealed class UntranslatableException(string message, string? hint = null) : Exception(message)
{
    public string? Hint { get; } = hint;
}
