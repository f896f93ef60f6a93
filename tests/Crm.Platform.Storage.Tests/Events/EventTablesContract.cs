using Crm.Platform.Storage.Databases;
using Crm.Platform.Storage.Events;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using HistoryRow = Crm.Platform.Storage.Events.HistoryRow;

namespace Crm.Platform.Storage.Tests.Events;

/// <summary>The event tables as the migration makes them, alike on every database.</summary>
public abstract class EventTablesContract(Func<Task<TestDatabase>> database)
{
    [Fact]
    public async Task Migration_MakesWhatTheModelNeeds()
    {
        await using var platform = await TestPlatform.StartAsync(database);
        await using var context = await platform.Get<IDbContextFactory<EventContext>>().CreateDbContextAsync();
        var model = context.GetService<IDesignTimeModel>().Model.GetRelationalModel();

        foreach (var table in model.Tables)
        {
            var columns = string.Join(", ", table.Columns.Select(c => $"\"{c.Name}\""));
#pragma warning disable EF1002 // The names are the model's own.
            var rows = context.Database.SqlQueryRaw<int>($"SELECT COUNT(*) AS \"Value\" FROM (SELECT {columns} FROM {table.Name}) AS t");
#pragma warning restore EF1002
            Assert.Equal(0, await rows.SingleAsync());
        }
        Assert.Equal(9, model.Tables.Count());
    }

    [Fact]
    public async Task Migration_MakesTheIndexesOfTheModel()
    {
        await using var platform = await TestPlatform.StartAsync(database);
        await using var context = await platform.Get<IDbContextFactory<EventContext>>().CreateDbContextAsync();
        var migrations = context.GetService<IMigrationsAssembly>().Migrations.Select(m => (Migration)Activator.CreateInstance(m.Value)!).ToList();
        migrations.ForEach(m => m.ActiveProvider = context.Database.ProviderName!);

        var made = migrations.SelectMany(m => m.UpOperations).OfType<Microsoft.EntityFrameworkCore.Migrations.Operations.CreateIndexOperation>().Select(i => (i.Name, Columns: string.Join(',', i.Columns), i.IsUnique, i.Filter)).Order();

        var modelled = context.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables.SelectMany(t => t.Indexes)
            .Select(i => (i.Name, Columns: string.Join(',', i.Columns.Select(c => c.Name)), i.IsUnique, i.Filter)).Order();
        Assert.Equal(modelled, made);
    }

    [Fact]
    public async Task RowInsert_KeepsEveryValue_OverSeveralStatements()
    {
        await using var platform = await TestPlatform.StartAsync(database);
        await using var context = await platform.Get<IDbContextFactory<EventContext>>().CreateDbContextAsync();
        var rows = Enumerable.Range(0, 500).Select(Row).ToList();

        await using (var transaction = await context.Database.BeginTransactionAsync())
        {
            await new RowInsert<HistoryRow>(context, platform.Get<IDatabase>()).RunAsync(context.Database, rows, CancellationToken.None);
            await transaction.CommitAsync();
        }

        var read = await context.History.AsNoTracking().OrderBy(h => h.Id).ToListAsync();
        Assert.Equal(rows.Select(Values), read.Select(Values));
    }

    private static HistoryRow Row(int number) => new()
    {
        ChangeSet = number % 2 == 0 ? null : Guid.CreateVersion7(),
        Entity = "site",
        RecordId = Guid.CreateVersion7(),
        Version = number,
        Kind = RecordEventKind.Updated,
        Field = number % 3 == 0 ? null : "name",
        OldValue = number % 5 == 0 ? null : "\"{0} – 'old'\"",
        NewValue = "\"new\"",
        At = new DateTime(2026, 3, 1, 9, 30, 15, DateTimeKind.Utc).AddMicroseconds(number),
        ActorName = "Ann",
        Source = "api",
    };

    private static object Values(HistoryRow r) => (r.ChangeSet, r.Entity, r.RecordId, r.Version, r.Kind, r.Field, r.OldValue, r.NewValue, (r.At, r.At.Kind, r.ActorId, r.ActorName, r.Source, r.SourceId));
}

public sealed class SqliteEventTablesTests() : EventTablesContract(TestDatabases.Sqlite);

public sealed class PostgreSqlEventTablesTests() : EventTablesContract(TestDatabases.PostgreSql);
