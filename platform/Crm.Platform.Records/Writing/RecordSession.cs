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
    private readonly Dictionary<Type, object> _shared = [];
    private readonly List<(Guid Record, Func<CancellationToken, Task<Failure?>> Work)> _deferred = [];
    private readonly IDisposable _turn;
    private readonly IDatabase _database;
    private readonly List<Action> _committed = [];
    private readonly TimeProvider _time;
    private (Caller Caller, EvaluationContext Context)? _evaluation;

    private RecordSession(IDisposable turn, RecordModel model, RecordContext context, IDatabase database, TimeProvider time)
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
                if (await records.Database.HoldVersionAsync(session.Context.Database, cancellationToken) is not { } newest || newest <= session.Model.Snapshot.Version)
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

    /// <summary>Something kept for as long as the transaction, made when first asked for.</summary>
    public T Shared<T>()
        where T : class, new() => (T)(_shared.TryGetValue(typeof(T), out var present) ? present : _shared[typeof(T)] = new T());

    /// <summary>Work to do once a record is saved.</summary>
    public void Defer(Guid record, Func<CancellationToken, Task<Failure?>> work) => _deferred.Add((record, work));

    /// <summary>Does the work that waits for these records. What fails stays, because the save it belongs to is undone and may be tried again.</summary>
    public async Task<Failure?> FinishAsync(IReadOnlySet<Guid> saved, CancellationToken cancellationToken)
    {
        foreach (var (_, work) in _deferred.Where(d => saved.Contains(d.Record)))
            if (await work(cancellationToken) is { } failure)
                return failure;
        _deferred.RemoveAll(d => saved.Contains(d.Record));
        return null;
    }

    /// <summary>A session in a transaction begun elsewhere, which ends it.</summary>
    public static RecordSession Within(RecordModel model, RecordContext context, IDatabase database, TimeProvider time) => new(Nobody.Waits, model, context, database, time);

    /// <summary>What expressions know besides the record, the same throughout the transaction.</summary>
    public EvaluationContext Evaluation(Caller caller)
    {
        if (_evaluation is not var (known, context) || !ReferenceEquals(known, caller))
            _evaluation = (caller, context = new EvaluationContext(_time) { UserId = caller.UserId, Zone = caller.Zone, Lookups = Targets });
        return context;
    }

    /// <summary>Who wants to know of changes, read once per transaction.</summary>
    public IReadOnlyList<Subscriber>? Subscribers { get; set; }

    /// <summary>Runs <paramref name="action"/> once the changes are there to be seen. It must be quick and not fail.</summary>
    public void AfterCommit(Action action) => _committed.Add(action);

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        await Context.Database.CommitTransactionAsync(cancellationToken);
        _committed.ForEach(action => action());
    }

    /// <summary>Saves without committing. A taken key or a version that moved is a value, not an exception.</summary>
    public async Task<Failure?> SaveAsync(EntityDefinition entity, CancellationToken cancellationToken)
    {
        try
        {
            Context.ChangeTracker.DetectChanges();
            await Context.SaveChangesAsync(cancellationToken);
            return null;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Failures.Changed(entity);
        }
        catch (DbUpdateException exception) when (_database.ReadUniqueViolation(exception, Model.Model) is { } taken)
        {
            return Taken(entity, taken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        // A transaction that was not committed rolls back with its context.
        await Context.DisposeAsync();
        _turn.Dispose();
    }

    /// <summary>What a value follows from stays as it is until the value is saved. A record whose roll-ups will follow is held for that at once: two who both read it first would wait for each other.</summary>
    private IQueryable<StoredRecord> Held(string entity) =>
        Model.Snapshot.Entity(entity)!.Fields.Any(f => f.Rollup is not null) ? Context.Records(entity).HeldForChange() : Context.Records(entity).HeldForReading();

    private sealed class Nobody : IDisposable
    {
        public static readonly Nobody Waits = new();

        public void Dispose()
        {
        }
    }

    private static DateTime Moment(TimeProvider time)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    private static Conflict Taken(EntityDefinition entity, UniqueViolation taken)
    {
        if (taken.Columns is [SystemFields.Id])
            return new Conflict("record.exists", $"A {entity.Title.ToLowerInvariant()} with this id exists already.");
        var fields = taken.Columns.Select(column => entity.Stored.FirstOrDefault(f => f.Column == column) ?? entity.Field(column) ?? new FieldDefinition(column, "")).ToList();
        return new Conflict("record.unique", $"Another {entity.Title.ToLowerInvariant()} has the same {string.Join(" and ", fields.Select(f => f.Title))}.")
        {
            Problems = [.. fields.Select(f => new Problem(f.Name, "field.unique", $"{f.Title} is already taken."))],
        };
    }
}
