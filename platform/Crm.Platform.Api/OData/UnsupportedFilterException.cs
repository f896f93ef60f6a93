namespace Crm.Platform.Api.OData;

/// <summary>A filter that OData allows and this API does not; caught where the query is planned.</summary>
/// <remarks>An exception because it ends a recursion in which every other step succeeds.</remarks>
internal sealed class UnsupportedFilterException(string message, string? hint = null) : Exception(message)
{
    public string? Hint { get; } = hint;
}
