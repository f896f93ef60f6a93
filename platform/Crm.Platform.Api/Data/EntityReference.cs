using System.Text.Json;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Api.Data;

/// <summary>The address of a record as <c>@odata.bind</c> has it: <c>accounts(id)</c>, with or without the address of the API before it.</summary>
internal static class EntityReference
{
    /// <summary>The id, or <see langword="null"/> when it is no reference to a record of <paramref name="target"/>.</summary>
    public static Guid? Parse(JsonElement json, EntityDefinition? target)
    {
        if (json.ValueKind != JsonValueKind.String || target is null)
            return null;
        var text = json.GetString().AsSpan();
        var open = text.LastIndexOf('(');
        if (open < 0 || text[^1] != ')')
            return null;
        var set = text[(text[..open].LastIndexOf('/') + 1)..open];
        return set.SequenceEqual(target.Set) && Guid.TryParseExact(text[(open + 1)..^1], "D", out var id) ? id : null;
    }
}
