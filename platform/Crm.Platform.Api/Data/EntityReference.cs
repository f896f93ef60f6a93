using System.Collections.Immutable;
using System.Text.Json;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Api.Data;

/// <summary>The address of a record as <c>@odata.bind</c> has it: <c>accounts(id)</c>, with or without the address of the API before it.</summary>
internal static class EntityReference
{
    /// <summary>What the member of an object is called that holds one.</summary>
    public static readonly ImmutableArray<string> Names = ["@odata.id", "@id"];

    /// <summary>The id, or <see langword="null"/> when it is no reference to a record of <paramref name="target"/>.</summary>
    public static Guid? Parse(JsonElement json, EntityDefinition? target)
    {
        if (json.ValueKind != JsonValueKind.String || target is null)
            return null;
        var text = json.GetString().AsSpan();
        return SetOf(json) == target.Set && Guid.TryParseExact(text[(text.LastIndexOf('(') + 1)..^1], "D", out var id) ? id : null;
    }

    /// <summary>The set it is an address in, or <see langword="null"/> when it is no reference at all.</summary>
    public static string? SetOf(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.String)
            return null;
        var text = json.GetString().AsSpan();
        var open = text.LastIndexOf('(');
        return open < 0 || text[^1] != ')' ? null : text[(text[..open].LastIndexOf('/') + 1)..open].ToString();
    }
}
