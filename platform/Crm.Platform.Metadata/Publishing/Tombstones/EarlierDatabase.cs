using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Metadata.Publishing.Tombstones;

/// <summary>Brings what an earlier build left in the database to the form of this one, at the first start: tombstones get the definitions they had, indexes their present names, tables what every table has by now.</summary>
internal sealed class EarlierDatabase(IDefinitionStore store, IStoredTables tables, Workspaces workspaces, ModelReader reader)
{
    /// <param name="present">The newest version.</param>
    public async Task UpgradeAsync(MetadataSnapshot present, CancellationToken cancellationToken)
    {
        var kept = new List<Tombstone>();
        foreach (var version in (await store.EarlierTombstonesAsync(cancellationToken)).GroupBy(t => t.Version).OrderBy(g => g.Key))
            if (await ReadAsync(version.Key - 1, cancellationToken) is { } before && await ReadAsync(version.Key, cancellationToken) is { } after)
                foreach (var thing in version.GroupBy(t => (t.Entity, Field: t.Field?.Split('.')[0])))
                    Keep(thing.First() with { Field = thing.Key.Field }, before, after, kept);
        await store.UpgradeAsync(present, [.. kept], cancellationToken);
        await tables.MendAsync(present, cancellationToken);
    }

    private static void Keep(EarlierTombstone earlier, MetadataSnapshot before, MetadataSnapshot after, List<Tombstone> kept)
    {
        if (before.Entity(earlier.Entity) is not { } entity)
            return;
        if (earlier.Field is null)
        {
            // The columns kept aside in it went along.
            foreach (var (index, field) in kept.Index().Where(k => k.Item.Table == earlier.Entity).ToList())
                kept[index] = field with { Table = earlier.StoredAs };
            kept.Add(Tombstone(earlier, earlier.StoredAs) with { EntityAs = entity });
        }
        else if (entity.Field(earlier.Field) is { } field && after.Entity(earlier.Entity)?.Field(earlier.Field) is var now && now is null or { IsVirtual: true })
            kept.Add(Tombstone(earlier, earlier.Entity) with { FieldAs = field, Column = earlier.StoredAs, Reason = now is null ? TombstoneReason.Removed : TombstoneReason.Converted });
    }

    private static Tombstone Tombstone(EarlierTombstone earlier, string table) =>
        new(Guid.CreateVersion7(earlier.At), earlier.Entity, earlier.Field, table, null, earlier.Version, earlier.At, earlier.ById) { DefinedIn = earlier.Entity };

    private async Task<MetadataSnapshot?> ReadAsync(int version, CancellationToken cancellationToken) =>
        await store.FindAsync(version, cancellationToken) is { } stored ? reader.Read(version, [.. workspaces.Layers(stored).Effective.Shared]).Snapshot : null;
}
