using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;

namespace Crm.Platform.Metadata.Snapshots;

/// <summary>A snapshot as somebody sees it who may not see all of it.</summary>
public static class SnapshotReduction
{
    /// <summary>The snapshot over some entities, or over entities with fewer fields. Forms, views and apps leave out what is gone, exactly as they do when a definition is broken.</summary>
    /// <param name="entities">As they are seen.</param>
    /// <param name="ownerFixed">Names of those whose owner is only shown; it is every record's field, so the entity cannot say so.</param>
    public static MetadataSnapshot Over(this MetadataSnapshot whole, ImmutableArray<EntityDefinition> entities, IReadOnlySet<string> ownerFixed, IFieldKindRegistry kinds)
    {
        ArgumentNullException.ThrowIfNull(whole);
        var unread = new ModelLog([]);
        var checks = new LayoutChecks(entities, kinds, unread);
        var views = ViewChecks.Run(whole.Views, checks);
        var forms = new FormChecks(checks, unread, views).Run(whole.Forms);
        var apps = AppChecks.Run(whole.Apps, checks, views).Where(a => !a.Items.IsEmpty);
        return new MetadataSnapshot(whole.Version, entities, [.. forms.Select(f => ownerFixed.Contains(f.Entity) ? WithFixedOwner(f) : f)], [.. views], [.. apps]) { Roles = whole.Roles };
    }

    private static FormDefinition WithFixedOwner(FormDefinition form) => form with
    {
        Tabs = [.. form.Tabs.Select(tab => tab with
        {
            Sections = [.. tab.Sections.Select(section => section with { Fields = [.. section.Fields.Select(f => f.Field == SystemFields.OwnerId ? f with { ReadOnly = "true" } : f)] })],
        })],
    };
}
