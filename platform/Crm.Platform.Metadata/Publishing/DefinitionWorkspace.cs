using System.Collections.Immutable;
using Crm.Platform.Metadata.Layers;

namespace Crm.Platform.Metadata.Publishing;

/// <summary>What is published and what is drafted, as read at one moment.</summary>
/// <param name="Base">The newest version; <see langword="null"/> before the first.</param>
/// <param name="Published">The layers in force, frozen with that version.</param>
/// <param name="Draft">The layers as they would be next: the shipped ones as the present files have them, under the admins' draft.</param>
/// <param name="DraftRevision">0 when nobody has drafted anything.</param>
internal sealed record DefinitionWorkspace(StoredVersion? Base, DefinitionLayers Published, DefinitionLayers Draft, long DraftRevision)
{
    public int BaseVersion => Base?.Version ?? 0;

    /// <summary>The draft as the next version keeps it: renames are done by then, so their marks are gone, and roles speak of the new names.</summary>
    public DefinitionLayers Next { get; } = RoleRenames.Follow(
        new([.. Draft.Shipped.Select(l => l with { Definitions = RenameMarks.Without(l.Definitions) })], RenameMarks.Without(Draft.Customisation)),
        RenameMarks.Between(Published.Effective, Draft.Effective));

    /// <summary>What differs between published and drafted, in the order of kinds and names.</summary>
    public ImmutableArray<DraftChange> Changes()
    {
        var (before, after) = (Published.Effective, Next.Effective);
        return
        [
            .. after.Keys.Where(k => !before.TryGet(k, out _)).Select(k => new DraftChange(k.Kind, k.Name, "added")),
            .. after.Keys.Where(k => before.TryGet(k, out _) && !after.IsSame(k, before)).Select(k => new DraftChange(k.Kind, k.Name, "changed")),
            .. before.Keys.Where(k => !after.TryGet(k, out _)).Select(k => new DraftChange(k.Kind, k.Name, "removed")),
        ];
    }
}
