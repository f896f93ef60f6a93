using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing;
using Crm.Platform.Metadata.Publishing.Tombstones;
using Crm.Platform.Metadata.Publishing.Values;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Storage.Databases;
using Crm.Platform.Storage.Model;
using Crm.Platform.Storage.Schema;
using Crm.Platform.Storage.Search;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Storage.Platform;

/// <summary>Versions and draft in the platform's tables; publishes in one transaction with the tables of records.</summary>
internal sealed class DefinitionStore(
    IDbContextFactory<PlatformContext> contexts, PublishedModel published, SchemaComparer comparer, SchemaRunner runner, TableReader tables, IFieldKindRegistry kinds, EarlierBuilds earlier, SearchCatalog search, TimeProvider time) : IDefinitionStore
{
    private static readonly Conflict NewerVersion = new("metadata.version.newer", "Another version was published meanwhile. Look at the plan again.");
    private static readonly Conflict MovedDraft = new("metadata.draft.moved", "Somebody else changed the draft at the same moment. Look at the plan again.");

    public async Task<StoredVersion?> LatestAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Read(context, context.Versions.OrderByDescending(v => v.Number), cancellationToken);
    }

    public async Task<int?> LatestNumberAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await published.AloneAsync(() => context.Versions.MaxAsync(v => (int?)v.Number, cancellationToken), cancellationToken);
    }

    public async Task<StoredVersion?> FindAsync(int version, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Read(context, context.Versions.Where(v => v.Number == version), cancellationToken);
    }

    public async Task<ImmutableArray<StoredRename>> RenamesSinceAsync(int version, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var later = await context.Versions.Where(v => v.Number > version && v.RenamesJson != null).OrderBy(v => v.Number).Select(v => v.RenamesJson!).ToListAsync(cancellationToken);
        return [.. later.SelectMany(json => JsonSerializer.Deserialize<ImmutableArray<StoredRename>>(json))];
    }

    public async Task<ImmutableArray<PublishedVersion>> VersionsAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.Versions.OrderByDescending(v => v.Number)
            .Select(v => new PublishedVersion(v.Number, v.PublishedAt, v.PublishedById, v.Note)).ToListAsync(cancellationToken);
        return [.. rows.Select(r => r with { PublishedAt = DateTime.SpecifyKind(r.PublishedAt, DateTimeKind.Utc) })];
    }

    public async Task<StoredDraft?> DraftAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Drafts.Select(d => new StoredDraft(d.BaseVersion, d.CustomLayerJson, d.Revision)).FirstOrDefaultAsync(cancellationToken);
    }

    public async Task<bool> SaveDraftAsync(StoredDraft? draft, long expectedRevision, CancellationToken cancellationToken)
    {
        using var turn = await published.Database.WriteAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await published.Database.HoldAsync(context.Database, Hold.Draft, cancellationToken);
        var present = await context.Drafts.AsTracking().FirstOrDefaultAsync(cancellationToken);
        if ((present?.Revision ?? 0) != expectedRevision || (draft is not null && draft.BaseVersion != await NewestAsync(context, cancellationToken)))
            return false;

        Replace(context, present, draft);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    public async Task<ImmutableArray<TableChange>> PreviewAsync(PublishChange change, CancellationToken cancellationToken)
    {
        var schema = comparer.Compare(change);
        var rows = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var entity in schema.Statements.Select(s => s.Entity).Distinct(StringComparer.Ordinal))
            rows[entity] = Stored(change, entity) is { } stored ? await tables.CountAsync(stored, withTrash: true, cancellationToken) : 0;
        return [.. schema.Statements.Select(s => new TableChange(s.Entity, s.Field, s.Sql, rows[s.Entity]))];
    }

    public IAsyncEnumerable<Record> RowsAsync(EntityDefinition stored, CancellationToken cancellationToken) => tables.RowsAsync(stored, cancellationToken);

    public Task<long> CountAsync(EntityDefinition stored, CancellationToken cancellationToken) => tables.CountAsync(stored, withTrash: false, cancellationToken);

    public async Task<ImmutableArray<Tombstone>> TombstonesAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return [.. (await context.Tombstones.OrderByDescending(t => t.Version).ThenBy(t => t.Entity).ThenBy(t => t.Field).ToListAsync(cancellationToken)).Select(TombstoneRows.Read)];
    }

    public async Task<bool> PurgeAsync(Guid tombstone, CancellationToken cancellationToken)
    {
        using var turn = await published.Database.WriteAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await published.Database.HoldAsync(context.Database, Hold.Version, cancellationToken);
        if (await context.Tombstones.AsTracking().FirstOrDefaultAsync(t => t.Id == tombstone, cancellationToken) is not { } row)
            return false;

        context.Remove(row);
        var now = time.GetUtcNow().UtcDateTime;
        if (row.ColumnName is not null)
        {
            var isLast = published.Current.Snapshot.Entity(row.Entity)?.Field(row.Field!) is null && !await context.Tombstones.AnyAsync(t => t.Id != row.Id && t.TableName == row.TableName && t.Field == row.Field, cancellationToken);
            await PurgedRows.OfFieldAsync(context.Database, row, isLast, now, cancellationToken);
            foreach (var column in TombstoneRows.Columns(row))
                await SchemaRunner.DropColumnAsync(context.Database, row.TableName, column, cancellationToken);
        }
        else
        {
            await PurgedRows.OfTableAsync(context.Database, row.TableName, now, cancellationToken);
            context.RemoveRange(await context.Tombstones.AsTracking().Where(t => t.TableName == row.TableName && t.Id != row.Id).ToListAsync(cancellationToken));
            await SchemaRunner.DropTableAsync(context.Database, row.TableName, cancellationToken);
        }

        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    public async Task<Result<MetadataSnapshot>> CommitAsync(StoredVersion version, long draftRevision, PublishChange change, CancellationToken cancellationToken)
    {
        // Everything slow happens before writers have to wait.
        var schema = comparer.Compare(change);
        var model = RecordModel.Create(change.After, kinds, published.Database);

        using var turn = await published.Database.WriteAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await published.Database.HoldAsync(context.Database, Hold.Draft, cancellationToken);
        await published.Database.HoldAsync(context.Database, Hold.Version, cancellationToken);
        var latest = await NewestAsync(context, cancellationToken);
        if (latest != change.Before.Version || version.Version != latest + 1)
            return NewerVersion;
        // What was drafted since would be discarded unpublished.
        if ((await context.Drafts.AsTracking().FirstOrDefaultAsync(cancellationToken) is { } draft ? draft.Revision : 0) != draftRevision)
            return MovedDraft;
        if (await runner.RunAsync(transaction, schema, change, model, cancellationToken) is { } failure)
            return failure;

        await AddAsync(context, version, cancellationToken);
        await TombstoneRows.FollowAsync(context, version, change, schema, cancellationToken);
        await RenamedRows.FollowAsync(context.Database, change, cancellationToken);
        await search.FollowAsync(context, change, cancellationToken);
        await ForgottenTracking.FollowAsync(context.Database, change, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await published.Database.AnnounceAsync(context.Database, cancellationToken);
        return await published.AloneAsync(
            async () =>
            {
                await transaction.CommitAsync(cancellationToken);
                published.Swap(model);
                return change.After;
            },
            cancellationToken);
    }

    public Task<ImmutableArray<EarlierTombstone>> EarlierTombstonesAsync(CancellationToken cancellationToken) => earlier.TombstonesAsync(cancellationToken);

    public Task UpgradeAsync(MetadataSnapshot present, ImmutableArray<Tombstone> tombstones, CancellationToken cancellationToken) => earlier.UpgradeAsync(present, tombstones, cancellationToken);

    public void Activate(MetadataSnapshot snapshot) => published.Swap(RecordModel.Create(snapshot, kinds, published.Database));

    private static async Task<int> NewestAsync(PlatformContext context, CancellationToken cancellationToken) =>
        await context.Versions.MaxAsync(v => (int?)v.Number, cancellationToken) ?? 0;

    private static async Task<StoredVersion?> Read(PlatformContext context, IQueryable<VersionRow> versions, CancellationToken cancellationToken)
    {
        if (await versions.FirstOrDefaultAsync(cancellationToken) is not { } row)
            return null;
        var plugins = row.PluginLayersJson is null ? [] : JsonSerializer.Deserialize<List<PluginLayer>>(row.PluginLayersJson)!;
        var hashes = plugins.Select(p => p.Hash).Append(row.PlatformLayerHash).Append(row.CustomLayerHash).ToList();
        var layers = await context.Layers.Where(l => hashes.Contains(l.Hash)).ToDictionaryAsync(l => l.Hash, l => l.Json, StringComparer.Ordinal, cancellationToken);
        return new StoredVersion(row.Number, layers[row.PlatformLayerHash], layers[row.CustomLayerHash], DateTime.SpecifyKind(row.PublishedAt, DateTimeKind.Utc), row.PublishedById, row.Note)
        {
            PluginLayers = [.. plugins.Select(p => new StoredLayer(p.Name, layers[p.Hash]))],
            Renames = row.RenamesJson is null ? [] : JsonSerializer.Deserialize<ImmutableArray<StoredRename>>(row.RenamesJson),
        };
    }

    /// <summary>An entity's table as it lies there before the publish, or <see langword="null"/> when it is new.</summary>
    private static EntityDefinition? Stored(PublishChange change, string entity) =>
        change.Matches.FirstOrDefault(m => m.After.Name == entity) is { Before: not null } match ? StoredRecords.Of(match)
        : change.Operations.OfType<RemoveEntity>().FirstOrDefault(r => r.Subject == entity)?.Entity is { } removed ? removed with { Keys = [], Indexes = [] } : null;

    private static async Task AddAsync(PlatformContext context, StoredVersion version, CancellationToken cancellationToken)
    {
        var plugins = new List<PluginLayer>();
        foreach (var layer in version.PluginLayers)
            plugins.Add(new PluginLayer(layer.Name, await KeepAsync(context, layer.Json, cancellationToken)));
        var row = new VersionRow
        {
            Number = version.Version,
            PlatformLayerHash = await KeepAsync(context, version.PlatformLayer, cancellationToken),
            CustomLayerHash = await KeepAsync(context, version.CustomLayer, cancellationToken),
            RenamesJson = version.Renames.IsEmpty ? null : JsonSerializer.Serialize(version.Renames),
            PluginLayersJson = plugins.Count == 0 ? null : JsonSerializer.Serialize(plugins),
            PublishedAt = version.PublishedAt,
            PublishedById = version.PublishedById,
            Note = version.Note,
        };
        context.Add(row);
        Replace(context, await context.Drafts.AsTracking().FirstOrDefaultAsync(cancellationToken), null);
    }

    private static async Task<string> KeepAsync(PlatformContext context, string json, CancellationToken cancellationToken)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));
        if (context.Layers.Local.All(l => l.Hash != hash) && !await context.Layers.AnyAsync(l => l.Hash == hash, cancellationToken))
            context.Add(new LayerRow { Hash = hash, Json = json });
        return hash;
    }

    private static void Replace(PlatformContext context, DraftRow? present, StoredDraft? draft)
    {
        if (present is not null && draft is null)
            context.Remove(present);
        else if (draft is not null && present is null)
            context.Add(new DraftRow { BaseVersion = draft.BaseVersion, CustomLayerJson = draft.CustomLayer, Revision = draft.Revision });
        else if (present is not null)
            (present.BaseVersion, present.CustomLayerJson, present.Revision) = (draft!.BaseVersion, draft.CustomLayer, draft.Revision);
    }

    private sealed record PluginLayer(string Name, string Hash);
}
