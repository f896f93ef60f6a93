using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Evaluation;
using Crm.Platform.Expressions.Querying;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Records.Reading;
using Crm.Platform.Storage.Model;
using Crm.Platform.Storage.Sharing;
using Microsoft.EntityFrameworkCore.Query;

namespace Crm.Platform.Records.Rights;

/// <summary>Writes scopes, criteria and shares as conditions of a query. The one place that says in SQL whose records somebody reaches.</summary>
/// <remarks>Caller and moment stay open (<see cref="QueryParameters"/>), so the condition is the same for everybody with the same roles.</remarks>
internal sealed class ScopeFilter(IQueryDialect dialect, TimeProvider time)
{
    private readonly QueryExpressionCompiler _compiler = new(dialect);

    /// <summary>The records with which the action is allowed; <see langword="null"/> where that is all of them.</summary>
    /// <param name="reach">What is looked for in the tables. The people that are not stand in <see cref="QueryBinding.People"/>.</param>
    public Expression<Func<StoredRecord, bool>>? Of(RecordContext context, EntityAccess access, AccessAction action, ReachShape reach)
    {
        if (access.IsUnlimited(action))
            return null;
        var record = Expression.Parameter(typeof(StoredRecord), "r");
        var body = Allowed(context, access, action, reach, record);
        // What cannot be seen cannot be changed either.
        if (action.NeedsRead())
            body = Both(Allowed(context, access, AccessAction.Read, reach, record), body);
        return body is null ? null : Expression.Lambda<Func<StoredRecord, bool>>(body, record);
    }

    /// <summary>The records one grant reaches by itself.</summary>
    public Expression<Func<StoredRecord, bool>> Of(RecordContext context, Grant grant)
    {
        var record = Expression.Parameter(typeof(StoredRecord), "r");
        return Expression.Lambda<Func<StoredRecord, bool>>(Granted(context, grant, ReachShape.Unknown, record) ?? Expression.Constant(true), record);
    }

    /// <summary>The records shared with the caller.</summary>
    public static Expression<Func<StoredRecord, bool>> Shared(RecordContext context, string entity, bool toWrite)
    {
        var record = Expression.Parameter(typeof(StoredRecord), "r");
        return Expression.Lambda<Func<StoredRecord, bool>>(IsShared(context, entity, toWrite, record), record);
    }

    private Expression? Allowed(RecordContext context, EntityAccess access, AccessAction action, ReachShape reach, ParameterExpression record)
    {
        if (access.Ends is { } ends)
            return AtEnds(context, ends, action, reach, record);
        var plain = access.PlainScope(action);
        if (plain == AccessScope.All)
            return null;
        var parts = new List<Expression>();
        if (plain != AccessScope.None)
            parts.Add(IsOf(context, plain, reach, record)!);
        parts.AddRange(access.Grants(action).Where(g => g.Where is not null).Select(g => Granted(context, g, reach, record)!));
        if (reach.AsksShares && parts.Count > 0 && action is AccessAction.Read or AccessAction.Export or AccessAction.Update)
            parts.Add(IsShared(context, access.Whole.Name, action == AccessAction.Update, record));
        return parts.Count == 0 ? Expression.Constant(false) : parts.Aggregate(Expression.OrElse);
    }

    /// <summary>What is demanded of the records a link ties together.</summary>
    private Expression? AtEnds(RecordContext context, LinkEnds ends, AccessAction action, ReachShape reach, ParameterExpression record)
    {
        Expression? body = null;
        foreach (var (lookup, access, demanded) in ends.Demands(action))
            if (Of(context, access, demanded, reach) is { } condition)
            {
                var end = Expression.Parameter(typeof(StoredRecord), "e");
                var isEnd = Expression.Equal(Expression.Convert(Expression.Property(end, nameof(Record.Id)), typeof(Guid?)), FieldAccess.Of(record, lookup, typeof(Guid?)));
                var both = Expression.Lambda<Func<StoredRecord, bool>>(Expression.AndAlso(isEnd, ReplacingExpressionVisitor.Replace(condition.Parameters[0], end, condition.Body)), end);
                body = Both(body, Expression.Call(typeof(Queryable), nameof(Queryable.Any), [typeof(StoredRecord)], ((IQueryable)context.Records(access.Whole.Name)).Expression, Expression.Quote(both)));
            }
        return body;
    }

    private Expression? Granted(RecordContext context, Grant grant, ReachShape reach, ParameterExpression record)
    {
        var scope = IsOf(context, grant.Scope, reach, record);
        return grant.Where is null ? scope : Both(scope, _compiler.Condition(grant.Where, record, new AllRecords(context), new EvaluationContext(time)).Value);
    }

    private Expression? IsOf(RecordContext context, AccessScope scope, ReachShape reach, ParameterExpression record)
    {
        var owner = Expression.Property(record, nameof(Record.OwnerId));
        var own = Expression.Equal(owner, Expression.Convert(QueryParameters.Caller, typeof(Guid?)));
        return scope switch
        {
            AccessScope.All => null,
            AccessScope.Own => own,
            _ when !reach.AsksPeople && dialect.HasLists => Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [typeof(Guid?)], QueryParameters.People, owner),
            _ => Expression.OrElse(own, Expression.Call(typeof(Queryable), nameof(Queryable.Contains), [typeof(Guid?)], TeamMates(context), owner)),
        };
    }

    private static MethodCallExpression IsShared(RecordContext context, string entity, bool toWrite, ParameterExpression record)
    {
        IQueryable<ShareRow> shares = context.Shares;
        IQueryable<TeamReachRow> reach = context.TeamReach;
        // Two searches of one index; asked as one condition, the database would go through the shares of everybody.
        Expression<Func<Guid, IQueryable<Guid>>> shared = caller =>
            (from share in shares
             where share.PrincipalId == caller && share.Entity == entity && (!toWrite || share.MayWrite)
             select share.RecordId).Concat(
             from team in reach
             where team.UserId == caller
             join share in shares on team.TeamId equals share.PrincipalId
             where share.Entity == entity && (!toWrite || share.MayWrite)
             select share.RecordId);
        return Expression.Call(typeof(Queryable), nameof(Queryable.Contains), [typeof(Guid)], OfCaller(shared), Expression.Property(record, nameof(Record.Id)));
    }

    private static Expression TeamMates(RecordContext context)
    {
        IQueryable<TeamMemberRow> members = context.TeamMembers;
        IQueryable<TeamReachRow> reach = context.TeamReach;
        Expression<Func<Guid, IQueryable<Guid?>>> mates = caller =>
            from team in reach
            where team.UserId == caller
            join member in members on team.TeamId equals member.TeamId
            select (Guid?)member.UserId;
        return OfCaller(mates);
    }

    private static Expression OfCaller<T>(Expression<Func<Guid, T>> query) => ReplacingExpressionVisitor.Replace(query.Parameters[0], QueryParameters.Caller, query.Body);

    private static Expression? Both(Expression? left, Expression? right) => left is null ? right : right is null ? left : Expression.AndAlso(left, right);

    /// <summary>Criteria look at whatever they name: it is the role that reads there, not its holder.</summary>
    private sealed class AllRecords(RecordContext context) : IRecordSets
    {
        public Expression Set(string entity) => ((IQueryable)context.Records(entity)).Expression;
    }
}
