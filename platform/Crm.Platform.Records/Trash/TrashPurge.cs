using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Writing;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Trash;

/// <summary>Removes records from the database, inside a session. What pointed at them reads as empty already, so its versions and history stay as they are.</summary>
internal sealed class TrashPurge(RecordSession session, EntityRulesSource rules, AccessGate gate)
{
    private readonly TrashBin _bin = new(session, rules, gate, Caller.Platform);

    /// <summary>A record and all that went to the trash together with it; nobody brings any of it back until the transaction ends.</summary>
    /// <param name="record">Held for removal.</param>
    public async Task<IReadOnlyList<(EntityDefinition Entity, Guid Id)>> WithDependentsAsync(EntityDefinition entity, StoredRecord record, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, EntityDefinition> { [record.Id] = entity };
        await AddDependentsAsync(entity, record, found, cancellationToken);
        return [.. found.Select(f => (f.Value, f.Key))];
    }

    /// <param name="ids">Of records in the trash, held for removal.</param>
    public async Task RemoveAsync(EntityDefinition entity, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        foreach (var (child, lookup) in _bin.PointingAt(entity))
            await ClearAsync(child, lookup, ids, cancellationToken);
        foreach (var id in ids)
            await session.Context.Database.ExecuteSqlAsync($"DELETE FROM crm_history WHERE record_id = {id}", cancellationToken);
        await session.Context.Records(entity.Name).Where(r => ids.Contains(r.Id) && r.DeletedAt != null).ExecuteDeleteAsync(cancellationToken);
    }

    private async Task AddDependentsAsync(EntityDefinition entity, StoredRecord record, Dictionary<Guid, EntityDefinition> found, CancellationToken cancellationToken)
    {
        foreach (var (child, lookup) in _bin.PointingAt(entity).Where(p => p.Lookup.OnDelete == OnDelete.Cascade).ToList())
            foreach (var dependent in await _bin.Children(child, lookup, record.Id, record.DeletedAt).HeldForRemoval().ToListAsync(cancellationToken))
                if (found.TryAdd(dependent.Id, child))
                    await AddDependentsAsync(child, dependent, found, cancellationToken);
    }

    private Task<int> ClearAsync(EntityDefinition child, FieldDefinition lookup, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        var record = Expression.Parameter(typeof(StoredRecord), "r");
        var target = Expression.Lambda<Func<StoredRecord, Guid?>>(FieldAccess.Of(record, lookup, typeof(Guid?)), record);
        Expression<Func<Guid?, bool>> gone = id => ids.Contains(id!.Value);
        var points = Expression.Lambda<Func<StoredRecord, bool>>(new Replaced(gone.Parameters[0], target.Body).Visit(gone.Body), record);
        return session.Context.Records(child.Name).Where(points).ExecuteUpdateAsync(set => set.SetProperty(target, (Guid?)null), cancellationToken);
    }

    private sealed class Replaced(ParameterExpression parameter, Expression by) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? by : node;
    }
}
