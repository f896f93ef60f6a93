using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Layers;

namespace Crm.Platform.Metadata.Publishing.Tombstones;

/// <inheritdoc/>
internal sealed class TombstoneKeeper(IDefinitionStore store, Workspaces workspaces, DraftEditor editor) : ITombstones
{
    private static readonly Forbidden MayNotCustomize = new("access.customize", "You may not look at or change definitions.");
    private static readonly Forbidden MayNotPurge = new("access.admin", "Only an administrator may destroy data for good.");
    private static readonly NotFound Unknown = new("metadata.tombstone_unknown", "Nothing is kept aside under this id.");

    public async Task<Result<ImmutableArray<Tombstone>>> ListAsync(Caller caller, CancellationToken cancellationToken) =>
        caller.May(CallerRights.Customize) ? await store.TombstonesAsync(cancellationToken) : MayNotCustomize;

    public async Task<Result<DraftState>> RestoreAsync(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.May(CallerRights.Customize))
            return MayNotCustomize;
        if (await FindAsync(id, cancellationToken) is not { } found)
            return Unknown;
        var tombstone = await WholeAsync(found, cancellationToken);
        var workspace = await workspaces.LoadAsync(cancellationToken);
        if (Obstacle(tombstone, workspace.Draft.Effective) is { } obstacle)
            return obstacle;
        // As it stood in the version before the one that took it away.
        var then = await store.FindAsync(tombstone.Version - 1, cancellationToken) is { } version ? workspaces.Layers(version).Effective : DefinitionSet.Empty;
        if (LinkTombstones.Patch(tombstone, then, workspace.Draft.Effective) is var (owner, patch))
            return await editor.PatchAsync(DefinitionKinds.Entity, owner, patch, cancellationToken);
        if (Definition(tombstone, then) is not { } was)
            return new Conflict("metadata.tombstone.no_definition", "The definition it had is not in the history. Define it anew under its old name and kind; publishing brings the data back.");
        return tombstone.Field is { } field
            ? await editor.PatchAsync(DefinitionKinds.Entity, tombstone.Entity, new JsonObject { ["properties"] = new JsonObject { [field] = was } }, cancellationToken)
            : await editor.PutAsync([new StoredDefinition(DefinitionKinds.Entity, tombstone.Entity, was)], _ => "", cancellationToken);
    }

    public async Task<Result<Tombstone>> PurgeAsync(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.May(CallerRights.Customize | CallerRights.Admin))
            return MayNotPurge;
        if (await FindAsync(id, cancellationToken) is not { } tombstone || !await store.PurgeAsync(id, cancellationToken))
            return Unknown;
        foreach (var type in (await store.TombstonesAsync(cancellationToken)).Where(t => IsTypeOf(t, tombstone)))
            await store.PurgeAsync(type.Id, cancellationToken);
        return tombstone;
    }

    /// <summary>What a lookup of several entities pointed at comes back with the lookup, whose definition it has.</summary>
    private async Task<Tombstone> WholeAsync(Tombstone tombstone, CancellationToken cancellationToken) =>
        tombstone.FieldAs?.TypeOf is null ? tombstone : (await store.TombstonesAsync(cancellationToken)).FirstOrDefault(t => IsTypeOf(tombstone, t)) ?? tombstone;

    /// <summary>Whether it holds what a lookup that was set aside with it pointed at.</summary>
    private static bool IsTypeOf(Tombstone type, Tombstone lookup) =>
        type.FieldAs?.TypeOf is { } name && name == lookup.FieldAs?.Name && type.Table == lookup.Table && type.Version == lookup.Version;

    private async Task<Tombstone?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        (await store.TombstonesAsync(cancellationToken)).FirstOrDefault(t => t.Id == id);

    private static Conflict? Obstacle(Tombstone tombstone, DefinitionSet draft)
    {
        var entity = draft.Find(DefinitionKinds.Entity, tombstone.Entity);
        if (tombstone.Field is null)
            return entity is null && !LinkTombstones.IsThere(draft, tombstone.Entity) ? null : Taken($"There is an entity '{tombstone.Entity}'.");
        if (entity is null && LinkTombstones.IsThere(draft, tombstone.Entity))
            return null;
        if (entity is null)
            return new Conflict("metadata.tombstone.entity_gone", $"The entity '{tombstone.Entity}' is not there. Restore it first.");
        return entity["properties"]?[tombstone.Field] is null ? null : Taken($"'{tombstone.Entity}' has a field '{tombstone.Field}'.");
    }

    private static Conflict Taken(string message) => new("metadata.tombstone.name_taken", $"{message} Remove or rename it first.");

    private static JsonObject? Definition(Tombstone tombstone, DefinitionSet then)
    {
        var entity = then.Find(DefinitionKinds.Entity, tombstone.DefinedIn);
        return tombstone.FieldAs is { } field ? (entity?["properties"]?[field.Name])?.DeepClone().AsObject() : entity;
    }
}
