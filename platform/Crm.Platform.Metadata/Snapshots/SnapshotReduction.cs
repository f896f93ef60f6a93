using System.Collections.Immutable;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Snapshots;

/// <summary>A snapshot as somebody sees it who may not see all of it.</summary>
public static class SnapshotReduction
{
    /// <summary>The snapshot over some entities, or over entities with fewer fields. Forms, views and apps leave out what is gone, exactly as they do when a definition is broken.</summary>
    public static MetadataSnapshot Over(this MetadataSnapshot whole, ImmutableArray<EntityDefinition> entities, IFieldKindRegistry kinds)
    {
        ArgumentNullException.ThrowIfNull(whole);
        var unread = new ModelLog([]);
        var checks = new LayoutChecks(entities, kinds, unread);
        var views = ViewChecks.Run(whole.Views, checks);
        var forms = new FormChecks(checks, unread, views, new HashSet<string>()).Run(whole.Forms);
        var apps = AppChecks.Run(whole.Apps, checks, views).Where(a => !a.Items.IsEmpty);
        return new MetadataSnapshot(whole.Version, entities, [.. forms], [.. views], [.. apps]) { Roles = whole.Roles };
    }
}
