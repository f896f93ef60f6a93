using System.Collections.Concurrent;
using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Caching.Memory;
using IDatabase = Crm.Platform.Storage.Databases.IDatabase;

namespace Crm.Platform.Storage.Model;

/// <summary>One snapshot with everything made from it for reading and writing its records. Immutable but for its caches.</summary>
public sealed class RecordModel
{
    private readonly PooledDbContextFactory<RecordContext> _contexts;
    private readonly ConcurrentDictionary<string, Func<RecordContext, Guid, CancellationToken, Task<StoredRecord?>>> _findLive = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Func<RecordContext, Guid, CancellationToken, Task<StoredRecord?>>> _keepLive = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(Type, string), object> _derived = new();
    private readonly IDatabase _database;

    private RecordModel(MetadataSnapshot snapshot, IModel model, IDatabase database, PooledDbContextFactory<RecordContext> contexts)
    {
        Snapshot = snapshot;
        Model = model;
        _database = database;
        _contexts = contexts;
    }

    public MetadataSnapshot Snapshot { get; }

    /// <summary>EF Core's run-time model.</summary>
    public IModel Model { get; }

    internal static RecordModel Create(MetadataSnapshot snapshot, IFieldKindRegistry kinds, IDatabase database)
    {
        IModel model;
        using (var blank = new RecordContext(Options(database, null)))
            model = RecordModelBuilder.BuildWhole(blank, snapshot, kinds, database);
        // Otherwise the first to read or write would wait for it, and with a writer all others.
        _ = model.GetRelationalModel();
        return new RecordModel(snapshot, model, database, new PooledDbContextFactory<RecordContext>(Options(database, model), poolSize: 256));
    }

    internal static DbContextOptions<RecordContext> Options(IDatabase database, IModel? model)
    {
        var options = new DbContextOptionsBuilder<RecordContext>();
        database.Configure(options);
        options.UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking).EnableThreadSafetyChecks(false);
        if (model is not null)
            options.UseModel(model);
        return options.Options;
    }

    /// <summary>A pooled context; not tracking. Dispose it at the end of the operation, never keep it.</summary>
    public RecordContext CreateContext() => _contexts.CreateDbContext();

    /// <summary>Empties EF Core's cache of compiled queries, whose keys hold the models they are for: a thousand of them, each of which would keep a whole snapshot in memory.</summary>
    internal void ForgetQueries()
    {
        using var context = CreateContext();
        ((MemoryCache)context.GetService<IMemoryCache>()).Compact(1);
    }

    /// <summary>A context that takes part in a transaction begun elsewhere.</summary>
    internal RecordContext CreateContext(IDbContextTransaction transaction)
    {
        var context = new RecordContext(Options(_database, Model));
        var open = transaction.GetDbTransaction();
        context.Database.SetDbConnection(open.Connection);
        context.Database.UseTransaction(open);
        return context;
    }

    /// <summary>One live record by id, or <see langword="null"/>.</summary>
    public Task<StoredRecord?> FindLiveAsync(RecordContext context, string entity, Guid id, CancellationToken cancellationToken) =>
        _findLive.GetOrAdd(entity, CompileFindLive)(context, id, cancellationToken);

    /// <summary>As <see cref="FindLiveAsync"/>; until the transaction ends nobody sends it to the trash.</summary>
    public Task<StoredRecord?> KeepLiveAsync(RecordContext context, string entity, Guid id, CancellationToken cancellationToken) =>
        _keepLive.GetOrAdd(entity, CompileKeepLive)(context, id, cancellationToken);

    /// <summary>A new record of the entity, not yet saved.</summary>
    public StoredRecord NewRecord(string entity) => new(StoredRecord.LayoutOf(Model.FindEntityType(entity)!));

    /// <summary>Something worked out once per entity and snapshot: validation rules, wire names, query plans.</summary>
    public T Derived<T>(string entity, Func<EntityDefinition, T> make)
        where T : class =>
        (T)_derived.GetOrAdd((typeof(T), entity), static (key, state) => state.make(state.Snapshot.Entity(key.Item2)!), (make, Snapshot));

    /// <summary>Something worked out once per snapshot.</summary>
    public T Derived<T>(Func<RecordModel, T> make)
        where T : class =>
        (T)_derived.GetOrAdd((typeof(T), ""), static (_, state) => state.make(state.model), (make, model: this));

    private static Func<RecordContext, Guid, CancellationToken, Task<StoredRecord?>> CompileFindLive(string entity) => CompileLive(entity, set => set);

    private static Func<RecordContext, Guid, CancellationToken, Task<StoredRecord?>> CompileKeepLive(string entity) =>
        CompileLive(entity, set => Expression.Call(typeof(RowLock), nameof(RowLock.KeptPresent), null, set));

    private static Func<RecordContext, Guid, CancellationToken, Task<StoredRecord?>> CompileLive(string entity, Func<Expression, Expression> hold)
    {
        // Built by hand: the entity's name must be a constant of the query, not a captured variable.
        var context = Expression.Parameter(typeof(RecordContext), "context");
        var id = Expression.Parameter(typeof(Guid), "id");
        var token = Expression.Parameter(typeof(CancellationToken), "cancellationToken");
        var record = Expression.Parameter(typeof(StoredRecord), "r");
        var set = Expression.Call(context, nameof(DbContext.Set), [typeof(StoredRecord)], Expression.Constant(entity));
        var match = Expression.Lambda<Func<StoredRecord, bool>>(
            Expression.AndAlso(
                Expression.Equal(Expression.Property(record, nameof(Record.Id)), id),
                Expression.Equal(Expression.Property(record, nameof(Record.DeletedAt)), Expression.Constant(null, typeof(DateTime?)))),
            record);
        var first = Expression.Call(typeof(Queryable), nameof(Queryable.FirstOrDefault), [typeof(StoredRecord)], hold(set), Expression.Quote(match));
        return EF.CompileAsyncQuery(Expression.Lambda<Func<RecordContext, Guid, CancellationToken, StoredRecord?>>(first, context, id, token));
    }
}
