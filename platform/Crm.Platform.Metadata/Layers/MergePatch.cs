using System.Text.Json.Nodes;

namespace Crm.Platform.Metadata.Layers;

/// <summary>JSON Merge Patch (RFC 7396). Inputs are never changed; results share nothing with them.</summary>
public static class MergePatch
{
    /// <summary>The target with the patch on it: objects merge, <c>null</c> removes, everything else replaces.</summary>
    public static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
            return patch?.DeepClone();
        var result = target is JsonObject present ? present.DeepClone().AsObject() : [];
        foreach (var (name, change) in changes)
        {
            if (change is null)
                result.Remove(name);
            else if (change is JsonObject)
                result[name] = Apply(result[name], change);
            else
                result[name] = change.DeepClone();
        }

        return result;
    }

    /// <summary>The smallest patch that turns <paramref name="from"/> into <paramref name="to"/>; empty when they are equal. A property that is null counts as absent, as the RFC cannot say otherwise.</summary>
    public static JsonObject Diff(JsonObject from, JsonObject to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        var patch = new JsonObject();
        foreach (var (name, _) in from.Where(p => p.Value is not null && to[p.Key] is null))
            patch[name] = null;
        foreach (var (name, wanted) in to.Where(p => p.Value is not null))
        {
            if (from[name] is JsonObject present && wanted is JsonObject target)
                AddIfAny(patch, name, Diff(present, target));
            else if (!JsonNode.DeepEquals(from[name], wanted))
                // A new object goes through Apply, which leaves out its nulls.
                patch[name] = wanted is JsonObject ? Apply(null, wanted) : wanted!.DeepClone();
        }

        return patch;
    }

    private static void AddIfAny(JsonObject patch, string name, JsonObject changes)
    {
        if (changes.Count > 0)
            patch[name] = changes;
    }
}
