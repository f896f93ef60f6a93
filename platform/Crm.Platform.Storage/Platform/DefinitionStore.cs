using System.Collections.Immutable;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Storage.Databases;
using Crm.Platform.Storage.Model;
using Crm.Platform.Storage.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Crm.Platform.Storage.Platform;

/// <summary>Versions and draft in the platform's tables; publishes in one transaction with the tables of records.</summary>
internal sealed class DefinitionStore(IDbContextFactory<PlatformContext> contexts, PublishedModel published, SchemaComparer comparer, IFieldKindRegistry kinds, AddedFields added, IEnumerable<IRecordFill> fills) : IDefinitionStore
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
        return await context.Versions.MaxAsync(v => (int?)v.Number, cancellationToken);
    }

    public async Task<StoredVersion?> FindAsync(int version, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Read(context, context.Versions.Where(v => v.Number == version), cancellationToken);
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

    public async Task<ImmutableArray<TableChange>> PreviewAsync(MetadataSnapshot before, MetadataSnapshot after, CancellationToken cancellationToken)
    {
        var change = comparer.Compare(before, after);
        var rows = new Dictionary<string, long>(StringComparer.Ordinal);
        await using var context = published.Current.CreateContext();
        foreach (var table in change.Statements.Select(s => s.Table).Distinct(StringComparer.Ordinal).Where(t => before.Entity(t) is not null))
            rows[table] = await context.Records(table).LongCountAsync(cancellationToken);
        return [.. change.Statements.Select(s => new TableChange(s.Table, s.Field, s.Sql, rows.GetValueOrDefault(s.Table)))];
    }

    public async Task<Result<MetadataSnapshot>> CommitAsync(StoredVersion version, long draftRevision, MetadataSnapshot before, MetadataSnapshot after, CancellationToken cancellationToken)
    {
        // Everything slow happens before writers have to wait.
        var change = comparer.Compare(before, after);
        var model = RecordModel.Create(after, kinds, published.Database);

        using var turn = await published.Database.WriteAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await published.Database.HoldAsync(context.Database, Hold.Draft, cancellationToken);
        await published.Database.HoldAsync(context.Database, Hold.Version, cancellationToken);
        var latest = await NewestAsync(context, cancellationToken);
        if (latest != before.Version || version.Version != latest + 1)
            return NewerVersion;
        // What was drafted since would be discarded unpublished.
        if ((await context.Drafts.AsTracking().FirstOrDefaultAsync(cancellationToken) is { } draft ? draft.Revision : 0) != draftRevision)
            return MovedDraft;

        try
        {
            await ExecuteAsync(context.Database, change.Statements, cancellationToken);
            await added.FillAsync(before, model, transaction, cancellationToken);
            if (await FillAsync(before, model, transaction, cancellationToken) is { } unfilled)
                return unfilled;
        }
        catch (DbException exception) when (published.Database.ReadUniqueViolation(exception, model.Model) is { } taken)
        {
            return new Conflict("metadata.key.duplicates", $"Records share the same {string.Join(" and ", taken.Columns)}, so it cannot become unique. Mend them first.");
        }
        await AddAsync(context, version, change.Tombstones, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await published.Database.AnnounceAsync(context.Database, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        published.Swap(model);
        return after;
    }

    public void Activate(MetadataSnapshot snapshot) => published.Swap(RecordModel.Create(snapshot, kinds, published.Database));

    private static async Task<int> NewestAsync(PlatformContext context, CancellationToken cancellationToken) =>
        await context.Versions.MaxAsync(v => (int?)v.Number, cancellationToken) ?? 0;

    private static async Task<StoredVersion?> Read(PlatformContext context, IQueryable<VersionRow> versions, CancellationToken cancellationToken)
    {
        if (await versions.FirstOrDefaultAsync(cancellationToken) is not { } row)
            return null;
        var layers = await context.Layers.Where(l => l.Hash == row.PlatformLayerHash || l.Hash == row.CustomLayerHash)
            .ToDictionaryAsync(l => l.Hash, l => l.Json, StringComparer.Ordinal, cancellationToken);
        return new StoredVersion(row.Number, layers[row.PlatformLayerHash], layers[row.CustomLayerHash], DateTime.SpecifyKind(row.PublishedAt, DateTimeKind.Utc), row.PublishedById, row.Note);
    }

    private async Task<Failure?> FillAsync(MetadataSnapshot before, RecordModel model, IDbContextTransaction transaction, CancellationToken cancellationToken)
    {
        await using var records = model.CreateContext(transaction);
        foreach (var fill in fills)
            if (await fill.FillAsync(before, model, records, cancellationToken) is { } failure)
                return failure;
        return null;
    }

    private static async Task ExecuteAsync(DatabaseFacade database, ImmutableArray<SchemaStatement> statements, CancellationToken cancellationToken)
    {
        // As plain commands: EF's raw-SQL door reads braces in the text as placeholders.
        var connection = database.GetDbConnection();
        foreach (var statement in statements)
        {
            await using DbCommand command = connection.CreateCommand();
            command.Transaction = database.CurrentTransaction!.GetDbTransaction();
#pragma warning disable CA2100 // The text is EF Core's own generator's, over names the definition schema has checked.
            command.CommandText = statement.Sql;
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static async Task AddAsync(PlatformContext context, StoredVersion version, ImmutableArray<Tombstone> tombstones, CancellationToken cancellationToken)
    {
        var row = new VersionRow
        {
            Number = version.Version,
            PlatformLayerHash = await KeepAsync(context, version.PlatformLayer, cancellationToken),
            CustomLayerHash = await KeepAsync(context, version.CustomLayer, cancellationToken),
            TombstonesJson = JsonSerializer.Serialize(tombstones),
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
}
