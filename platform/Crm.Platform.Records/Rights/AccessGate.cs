using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Querying;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Rights;

/// <summary>Answers who may do what with which record. Every read and every write asks here.</summary>
internal sealed class AccessGate(AccessProfiles profiles, ScopeFilter scopes, ReachMemory memory, TimeProvider time)
{
    public AccessProfile Profile(RecordModel model, Caller caller) => profiles.Of(model, caller);

    /// <summary>Entities as the caller knows them, by name; <see langword="null"/> for one of which no record may be read.</summary>
    public Func<string, EntityDefinition?> Sight(RecordModel model, Caller caller) => name => Profile(model, caller).Entity(name);

    public QueryBinding Binding(Caller caller, Guid record = default) => new(caller.UserId, Moment(), record);

    /// <summary>What is known of whose records the caller reaches, where the action depends on it.</summary>
    public ValueTask<Reach> ReachAsync(RecordContext context, EntityAccess access, AccessAction action, Caller caller, CancellationToken cancellationToken) =>
        caller.UserId is { } user && !access.IsUnlimited(action) ? memory.OfAsync(context, user, cancellationToken) : ValueTask.FromResult(Reach.Unknown);

    /// <summary>The records of an entity the action is allowed with.</summary>
    public IQueryable<StoredRecord> Records(RecordContext context, EntityAccess access, AccessAction action) => Records(context, access, action, ReachShape.Unknown);

    /// <param name="reach">What the query looks for itself. The rest is bound to it when it runs.</param>
    public IQueryable<StoredRecord> Records(RecordContext context, EntityAccess access, AccessAction action, ReachShape reach)
    {
        IQueryable<StoredRecord> all = context.Records(access.Whole.Name);
        if (!access.May(action))
            return all.Where(r => false);
        return scopes.Of(context, access, action, reach) is { } condition ? all.Where(condition) : all;
    }

    /// <summary>The sets that paths and expands lead to: targets the caller may not read are not there.</summary>
    public IRecordSets ReadableSets(RecordContext context, AccessProfile profile) => new Readable(this, context, profile);

    /// <summary>A live record the caller may read, or <see langword="null"/>.</summary>
    public async Task<StoredRecord?> FindAsync(RecordModel model, RecordContext context, EntityAccess access, Guid id, Caller caller, CancellationToken cancellationToken)
    {
        if (!access.May(AccessAction.Read))
            return null;
        if (access.PlainScope(AccessAction.Read) == AccessScope.None)
            return await (access.Find ??= new Prepared<Task<StoredRecord?>>(context, First(Records(context, access, AccessAction.Read).Where(r => r.DeletedAt == null)))).Run(context, Binding(caller, id), cancellationToken);
        var record = await model.FindLiveAsync(context, access.Whole.Name, id, cancellationToken);
        if (access.IsUnlimited(AccessAction.Read) || (record is not null && await IsOfAsync(context, access, AccessAction.Read, record, caller, cancellationToken)))
            return record;
        // Asked even where there is no record: the time an answer takes must not tell whether there is one out of reach.
        return await CheckAsync(context, access, AccessAction.Read, id, caller, cancellationToken) ? record : null;
    }

    /// <summary>Whether the action is allowed with a record as the database has it, in the trash or not.</summary>
    public async ValueTask<bool> MayAsync(RecordContext context, EntityAccess access, AccessAction action, Record record, Caller caller, CancellationToken cancellationToken)
    {
        if (!access.May(action))
            return false;
        return access.IsUnlimited(action)
            || await IsOfAsync(context, access, action, record, caller, cancellationToken)
            || await CheckAsync(context, access, action, record.Id, caller, cancellationToken);
    }

    /// <summary>Whether a live record may be changed by a role's own scope: a share does not count, for who was given a record cannot pass it on.</summary>
    public async Task<bool> MayShareAsync(RecordContext context, EntityAccess access, Guid id, Caller caller, CancellationToken cancellationToken)
    {
        var records = context.Records(access.Whole.Name).Where(r => r.Id == id && r.DeletedAt == null);
        if (access.Ends is not null)
            return false;
        foreach (var grant in access.Grants(AccessAction.Update))
            if (await Filled(records.Where(scopes.Of(context, grant)), caller).AnyAsync(cancellationToken))
                return true;
        return false;
    }

    /// <summary>A query with its open values filled in, to be run like any other.</summary>
    /// <param name="search">What to find in the index of words, where the query asks for it.</param>
    public IQueryable<T> Filled<T>(IQueryable<T> query, Caller caller, string? search = null) =>
        query.Provider.CreateQuery<T>(QueryParameters.Filled(query.Expression, Binding(caller) with { Search = search }));

    /// <summary>Whether owner and teams alone grant it, which needs no look at the record's other values. A criterion or share may still.</summary>
    private async ValueTask<bool> IsOfAsync(RecordContext context, EntityAccess access, AccessAction action, Record record, Caller caller, CancellationToken cancellationToken)
    {
        if (record.OwnerId is not { } owner || caller.UserId is not { } user)
            return false;
        var scope = access.PlainScope(action);
        if (action.NeedsRead() && access.PlainScope(AccessAction.Read) < scope)
            scope = access.PlainScope(AccessAction.Read);
        return scope switch
        {
            AccessScope.None => false,
            AccessScope.Own => owner == user,
            _ => owner == user || scope == AccessScope.All || (await memory.OfAsync(context, user, cancellationToken)).Includes(owner),
        };
    }

    private Task<bool> CheckAsync(RecordContext context, EntityAccess access, AccessAction action, Guid id, Caller caller, CancellationToken cancellationToken)
    {
        if (!access.Checks.TryGetValue(action, out var check))
            access.Checks[action] = check = new Prepared<Task<bool>>(context, Any(Records(context, access, action)));
        return check.Run(context, Binding(caller, id), cancellationToken);
    }

    private static MethodCallExpression First(IQueryable<StoredRecord> records) =>
        Expression.Call(typeof(Queryable), nameof(Queryable.FirstOrDefault), [typeof(StoredRecord)], records.Expression, Expression.Quote(IsRecord()));

    private static MethodCallExpression Any(IQueryable<StoredRecord> records) =>
        Expression.Call(typeof(Queryable), nameof(Queryable.Any), [typeof(StoredRecord)], records.Expression, Expression.Quote(IsRecord()));

    /// <summary>Whether it is the one record the query's binding names.</summary>
    public static Expression<Func<StoredRecord, bool>> IsRecord()
    {
        var record = Expression.Parameter(typeof(StoredRecord), "r");
        return Expression.Lambda<Func<StoredRecord, bool>>(Expression.Equal(Expression.Property(record, nameof(Record.Id)), QueryParameters.Record), record);
    }

    /// <summary>UTC, to the microsecond, which every database keeps.</summary>
    private DateTime Moment()
    {
        var now = time.GetUtcNow().UtcDateTime;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    private sealed class Readable(AccessGate gate, RecordContext context, AccessProfile profile) : IRecordSets
    {
        public Expression Set(string entity) => gate.Records(context, profile.Access(entity)!, AccessAction.Read).Expression;
    }
}
