using System.Collections.Immutable;
using System.Text.Json;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Metadata.Publishing;

/// <summary>Which forms, views, rules, apps and roles differ.</summary>
internal static class LayoutDiff
{
    public static IEnumerable<SnapshotOperation> Removed(MetadataSnapshot before, MetadataSnapshot after)
    {
        var present = Texts(after, after.Roles);
        return Texts(before, before.Roles).Keys.Where(layout => !present.ContainsKey(layout)).Select(layout => new ChangeLayout("remove", layout.Kind, layout.Name));
    }

    /// <param name="carried">The roles before, by the names after.</param>
    public static IEnumerable<SnapshotOperation> Present(MetadataSnapshot before, ImmutableArray<RoleDefinition> carried, MetadataSnapshot after)
    {
        var known = Texts(before, carried);
        foreach (var (layout, text) in Texts(after, after.Roles))
            if (!known.TryGetValue(layout, out var present))
                yield return new ChangeLayout("add", layout.Kind, layout.Name);
            else if (present != text)
                yield return new ChangeLayout("change", layout.Kind, layout.Name);
    }

    /// <summary>Each layout as text: they are nested lists, which records compare by reference only.</summary>
    private static Dictionary<(string Kind, string Name), string> Texts(MetadataSnapshot snapshot, ImmutableArray<RoleDefinition> roles) =>
        snapshot.Forms.Select(f => (Kind: DefinitionKinds.Form, f.Name, Text: JsonSerializer.Serialize(f)))
            .Concat(snapshot.Views.Select(v => (Kind: DefinitionKinds.View, v.Name, Text: JsonSerializer.Serialize(v))))
            .Concat(snapshot.Rules.Select(r => (Kind: DefinitionKinds.Rule, r.Name, Text: JsonSerializer.Serialize(r))))
            .Concat(snapshot.Apps.Select(a => (Kind: DefinitionKinds.App, a.Name, Text: JsonSerializer.Serialize(a))))
            .Concat(roles.Select(r => (Kind: DefinitionKinds.Role, r.Name, Text: JsonSerializer.Serialize(r))))
            .OrderBy(l => l.Kind, StringComparer.Ordinal).ThenBy(l => l.Name, StringComparer.Ordinal)
            .ToDictionary(l => (l.Kind, l.Name), l => l.Text);
}
