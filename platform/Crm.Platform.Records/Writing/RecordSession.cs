using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Evaluation;
using Crm.Platform.Records.Outbox;
using Crm.Platform.Records.Writing.Evaluation;
using Crm.Platform.Storage.Databases;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Writing;

/// <summary>One write transaction: the turn to write, a context of the snapshot then in force, and the save with its expected failures.</summary>
internal sealed class RecordSession : IAsyncDisposable
{
    private const string Part = "part";

    private readonly Dictionary<Type, object> _shared = [];
    private readonly IDisposable? _turn;
    private readonly IDatabase _database;
    private readonly List<Action> _committed = [];
    private readonly TimeProvider _time;
    private (Caller Caller, EvaluationContext Context)? _evaluation;

    private RecordSession(IDisposable? turn, RecordModel model, RecordContext context, IDatabase database, TimeProvider time)
    {
        Now = Moment(time);
        _turn = turn;
        _database = database;
        _time = time;
        Model = model;
        Context = context;
        Context.Database.AutoSavepointsEnabled = false;
        Context.ChangeTracker.AutoDetectChangesEnabled = false;
        Lookups = new LookupCheck(model, Context);
        Targets = new RecordTargets(Held);
    }

    public RecordModel Model { get; }

    public RecordContext Context { get; }

    public LookupCheck Lookups { get; }

    /// <summary>What expressions reach over lookups.</summary>
    public RecordTargets Targets { get; }

    /// <summary>The moment all its changes count as made, UTC, to the microsecond, which every database keeps.</summary>
    public DateTime Now { get; }

    /// <summary>Waits for the turn first: the snapshot is read when no publish can be under way. Where another node published a newer one, that is the one written by.</summary>
    public static async Task<RecordSession> OpenAsync(IRecordDatabase records, TimeProvider time, CancellationToken cancellationToken)
    {
        while (true)
        {
            var turn = await records.Database.WriteAsync(cancellationToken);
            var model = records.Current;
            var session = new RecordSession(turn, model, model.CreateContext(), records.Database, time);
            try
            {
                await session.Context.Database.BeginTransactionAsync(cancellationToken);
                if (await records.Database.HoldVersionAsync(session.Context.Database, session.AlsoAsked, cancellationToken) is not { } newest || newest <= session.Model.Snapshot.Version)
                    return session;
            }
            catch
            {
                await session.DisposeAsync();
                throw;
            }
            await session.DisposeAsync();
            await records.FollowAsync(cancellationToken);
        }
    }

    /// <summary>An id for a new record: UUID v7 of the session's clock.</summary>
    public Guid NewId() => Guid.CreateVersion7(_time.GetUtcNow());

    /// <summary>Something kept for as long as the transaction, made when first asked for.</summary>
    public T Shared<T>()
        where T : class, new() => (T)(_shared.TryGetValue(typeof(T), out var present) ? present : _shared[typeof(T)] = new T());

    /// <summary>A session in a transaction begun elsewhere, which ends it.</summary>
    public static RecordSession Within(RecordModel model, RecordContext context, IDatabase database, TimeProvider time) => new(null, model, context, database, time);

    /// <summary>What expressions know besides the record, the same throughout the transaction.</summary>
    public EvaluationContext Evaluation(Caller caller)
    {
        if (_evaluation is not var (known, context) || !ReferenceEquals(known, caller))
            _evaluation = (caller, context = new EvaluationContext(_time) { UserId = caller.UserId, Zone = caller.Zone, Lookups = Targets });
        return context;
    }

    /// <summary>Records whose version was raised already in this transaction, of entities in which others live.</summary>
    public HashSet<(string Entity, Guid Id)> Counted { get; } = [];

    /// <summary>Those whose version was raised by what lives inside them, until it is noted for whoever follows.</summary>
    public List<(string Entity, Guid Id)> Raised { get; } = [];

    /// <summary>Who wants to know of changes, read once per transaction: nobody becomes one while the version is held.</summary>
    public IReadOnlyList<Subscriber>? Subscribers { get; set; }

    /// <summary>Entities whose changes are noted; read with <see cref="Subscribers"/>.</summary>
    public IReadOnlySet<string> Tracked { get; set; } = System.Collections.Frozen.FrozenSet<string>.Empty;

    /// <summary>What every write asks; together with the version that is no trip of its own to a server.</summary>
    private SameTrip AlsoAsked => new(SubscriberReader.Sql, async (rows, cancellationToken) => Subscribers = await SubscriberReader.ReadAsync(this, rows, cancellationToken));

    /// <inheritdoc cref="IDatabase.HoldAsync"/>
    public Task HoldAsync(Hold what, CancellationToken cancellationToken) => _database.HoldAsync(Context.Database, what, cancellationToken);

    /// <summary>Runs <paramref name="action"/> once the changes are there to be seen. It must be quick and not fail.</summary>
    public void AfterCommit(Action action) => _committed.Add(action);

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        await Context.Database.CommitTransactionAsync(cancellationToken);
        _committed.ForEach(action => action());
    }

    /// <summary>Does one part of the transaction's work. When it is refused the part is undone alone, with all that was known of other records: some of it may have come from there.</summary>
    public async Task<Failure?> TryAsync(Func<Task<Failure?>> work, CancellationToken cancellationToken)
    {
        var transaction = Context.Database.CurrentTransaction!;
        await transaction.CreateSavepointAsync(Part, cancellationToken);
        var failure = await work();
        if (failure is not null)
        {
            await transaction.RollbackToSavepointAsync(Part, cancellationToken);
            Lookups.Forget();
            Targets.Forget();
            Counted.Clear();
            Raised.Clear();
        }
        await transaction.ReleaseSavepointAsync(Part, cancellationToken);
        Context.ChangeTracker.Clear();
        return failure;
    }

    /// <summary>Saves without committing. A taken key or a version that moved is a value, not an exception.</summary>
    /// <param name="asked">The entity the sender writes, to whose fields problems may point; <see langword="null"/> when only others are saved.</param>
    /// <param name="sight">What the sender may be told of others.</param>
    public async Task<Failure?> SaveAsync(EntityDefinition? asked, Func<string, EntityDefinition?> sight, CancellationToken cancellationToken)
    {
        try
        {
            Context.ChangeTracker.DetectChanges();
            await Context.SaveChangesAsync(cancellationToken);
            return null;
        }
        catch (DbUpdateConcurrencyException exception)
        {
            return Failures.Changed(asked ?? ((StoredRecord)exception.Entries[0].Entity).Layout.Entity);
        }
        catch (DbUpdateException exception) when (_database.ReadUniqueViolation(exception, Model.Model) is { } taken)
        {
            return TakenKey.Of(taken, Model.Snapshot.Entity(taken.Table) ?? asked, asked, sight);
        }
    }

    public async ValueTask DisposeAsync()
    {
        // A transaction that was not committed rolls back with its context.
        await Context.DisposeAsync();
        _turn?.Dispose();
    }

    /// <summary>What a value follows from stays as it is until the value is saved. A record whose roll-ups will follow is held for that at once: two who both read it first would wait for each other.</summary>
    private IQueryable<StoredRecord> Held(string entity) =>
        Model.Snapshot.Entity(entity)!.Fields.Any(f => f.Rollup is not null) ? Context.Records(entity).HeldForChange() : Context.Records(entity).HeldForReading();

    private static DateTime Moment(TimeProvider time)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
