using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Storage.Databases;
using Crm.Platform.Storage.Model;
using Crm.Platform.Storage.Platform;
using Crm.Platform.Storage.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Storage;
using IDatabase = Crm.Platform.Storage.Databases.IDatabase;

namespace Crm.Platform.Storage.Schema;

/// <inheritdoc/>
/// <remarks>A publish compares two snapshots, both seen by the present program: an index that every table has by now is in neither, and old tables never get it.</remarks>
internal sealed class StoredTables(IDatabase database, IFieldKindRegistry kinds, IDbContextFactory<PlatformContext> contexts, SearchCatalog search) : IStoredTables
{
    public async Task MendAsync(MetadataSnapshot snapshot, CancellationToken cancellationToken)
    {
        await using var context = new RecordContext(RecordModel.Options(database, null));
        var present = await database.NamesAsync(context.Database, cancellationToken);
        var lacking = snapshot.Entities.Where(e => !present.Contains(IndexShape.OfTrash.NameOn(e.Name))).Select(e => new TableShape(e, [IndexShape.OfTrash])).ToList();
        if (lacking.Count > 0)
            await MakeAsync(context, lacking, cancellationToken);
        await CatalogAsync(snapshot, cancellationToken);
    }

    /// <summary>What an earlier build did not index, or indexed otherwise, is noted here and indexed while the host serves.</summary>
    private async Task CatalogAsync(MetadataSnapshot snapshot, CancellationToken cancellationToken)
    {
        using var turn = await database.WriteAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await database.HoldAsync(context.Database, Hold.Version, cancellationToken);
        await search.CompleteAsync(context, snapshot, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task MakeAsync(RecordContext context, List<TableShape> lacking, CancellationToken cancellationToken)
    {
        var model = RecordModelBuilder.Build(context, lacking, kinds, database, designTime: true);
        var operations = model.GetRelationalModel().Tables.SelectMany(t => t.Indexes).Select(CreateIndexOperation.CreateFrom).ToList<MigrationOperation>();
        using var turn = await database.WriteAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await database.HoldAsync(context.Database, Hold.Version, cancellationToken);
        await context.GetService<IMigrationCommandExecutor>().ExecuteNonQueryAsync(
            context.GetService<IMigrationsSqlGenerator>().Generate(operations, model), context.GetService<IRelationalConnection>(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
