using System.Collections.Frozen;

namespace Crm.Platform.Api.Wire;

/// <summary>The fields <c>$select</c> asks for.</summary>
internal sealed class FieldSelection(IEnumerable<string> fields)
{
    private readonly FrozenSet<string> _fields = fields.ToFrozenSet(StringComparer.Ordinal);

    public bool Contains(string field) => _fields.Contains(field);
}
