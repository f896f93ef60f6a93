using System.Collections.Immutable;
using System.Text.Json;
using Crm.Platform.Metadata.Publishing.Tombstones;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Storage.Databases;
using Crm.Platform.Storage.Schema;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Storage.Platform;

/// <summary>Upgrades what migrations cannot: names that follow from the definitions in force, and tombstones, which need the definitions they had.</summary>
internal sealed class EarlierBuilds(IDatabase database, IDbContextFactory<PlatformContext> contexts, EarlierNames names)
{
    public async Task<ImmutableArray<EarlierTombstone>> TombstonesAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await TombstonesAsync(context, await database.NamesAsync(context.Database, cancellationToken), cancellationToken);
    }

    public async Task UpgradeAsync(MetadataSnapshot present, ImmutableArray<Tombstone> tombstones, CancellationToken cancellationToken)
    {
        using var turn = await database.WriteAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await database.HoldAsync(context.Database, Hold.Version, cancellationToken);
        var known = await database.NamesAsync(context.Database, cancellationToken);
        var earlier = await TombstonesAsync(context, known, cancellationToken);
        foreach (var sql in names.Indexes(present, known).Concat(names.Tombstones(earlier)))
            await SchemaRunner.ExecuteAsync(context.Database, sql, cancellationToken);
        if (known.Contains(TombstonesAndLayers.Earlier))
        {
            context.AddRange(tombstones.Select(TombstoneRows.Written));
            await context.SaveChangesAsync(cancellationToken);
            await SchemaRunner.DropTableAsync(context.Database, TombstonesAndLayers.Earlier, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<ImmutableArray<EarlierTombstone>> TombstonesAsync(PlatformContext context, IReadOnlySet<string> known, CancellationToken cancellationToken)
    {
        if (!known.Contains(TombstonesAndLayers.Earlier))
            return [];
        var lists = await context.Database.SqlQuery<Listed>($"SELECT version AS \"Version\", json AS \"Json\" FROM crm_tombstone_earlier").ToDictionaryAsync(l => l.Version, l => l.Json, cancellationToken);
        var versions = await context.Versions.Where(v => lists.Keys.Contains(v.Number)).ToListAsync(cancellationToken);
        return
        [
            .. from version in versions
               from noted in JsonSerializer.Deserialize<ImmutableArray<Noted>>(lists[version.Number])
               select new EarlierTombstone(version.Number, DateTime.SpecifyKind(version.PublishedAt, DateTimeKind.Utc), version.PublishedById, noted.Entity, noted.Field, noted.StoredAs),
        ];
    }

    private sealed record Listed(int Version, string Json);

    private sealed record Noted(string Entity, string? Field, string StoredAs);
}
