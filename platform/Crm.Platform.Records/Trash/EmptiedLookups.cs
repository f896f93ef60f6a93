using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Writing;
using Crm.Platform.Records.Writing.Computed;
using Crm.Platform.Records.Writing.Evaluation;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Trash;

/// <summary>Empties what pointed at records that are deleted for good. It led nowhere already, so versions and history stay as they are.</summary>
internal sealed class EmptiedLookups(RecordSession session, WritePipeline pipeline, ComputedModels computed)
{
    /// <param name="ids">Records of <paramref name="entity"/> that are about to be removed.</param>
    /// <returns>Why what is computed from the lookups cannot be.</returns>
    public async Task<Failure?> RunAsync(EntityDefinition entity, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        foreach (var (child, lookup) in PointingRecords.LookupsAt(session.Model.Snapshot, entity.Name).ToList())
            if (await EmptyAsync(child, lookup, ids, cancellationToken) is { } failure)
                return failure;
        return null;
    }

    private async Task<Failure?> EmptyAsync(EntityDefinition child, FieldDefinition lookup, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        var pointing = session.Context.Records(child.Name).Where(OwnerSearch.PointsAtOne(lookup, ids));
        if (!computed.Of(session.Model).Fields.InOrder.Any(f => f.Reads(child.Name, lookup.Name) || (lookup.TypeField is { } type && f.Reads(child.Name, type))))
        {
            await pointing.ExecuteUpdateAsync(
                set =>
                {
                    set.SetProperty(Value<Guid?>(lookup), (Guid?)null);
                    if (lookup.TypeField is { } type)
                        set.SetProperty(Value<string?>(child.Field(type)!), (string?)null);
                },
                cancellationToken);
            return null;
        }
        while (await pointing.HeldForChange().AsTracking().OrderBy(r => r.Id).Take(RecordTargets.MostAtOnce).ToListAsync(cancellationToken) is { Count: > 0 } records)
        {
            if (await pipeline.EmptyAsync(session, lookup, records, cancellationToken) is { } failure)
                return failure;
            session.Context.ChangeTracker.Clear();
        }
        return null;
    }

    private static Expression<Func<StoredRecord, T>> Value<T>(FieldDefinition field)
    {
        var record = Expression.Parameter(typeof(StoredRecord), "r");
        return Expression.Lambda<Func<StoredRecord, T>>(FieldAccess.Of(record, field, typeof(T)), record);
    }
}
