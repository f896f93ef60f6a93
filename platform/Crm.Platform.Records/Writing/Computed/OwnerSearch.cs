using System.Collections.Immutable;
using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Checking;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Writing.Evaluation;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Writing.Computed;

/// <summary>Finds records by what they point at, those in the trash included: their values are fresh when they come back.</summary>
internal sealed class OwnerSearch(RecordContext context)
{
    /// <summary>Records of <paramref name="entity"/> from which the way leads to one of the targets.</summary>
    /// <param name="most">More than these are not looked for; the answer then has one more.</param>
    public async Task<IReadOnlyCollection<Guid>> ReachingAsync(string entity, ImmutableArray<LookupStep> way, IReadOnlyCollection<Guid> targets, int most, CancellationToken cancellationToken)
    {
        for (var step = way.Length - 1; step >= 0 && targets.Count > 0; step--)
            targets = await PointingAsync(step == 0 ? entity : way[step - 1].Target.Name, way[step].Lookup, targets, most, cancellationToken);
        return targets;
    }

    /// <summary>What the lookup of these records points at.</summary>
    public async Task<IReadOnlyCollection<Guid>> TargetsAsync(string entity, FieldDefinition lookup, IReadOnlyCollection<Guid> records, CancellationToken cancellationToken)
    {
        var found = new HashSet<Guid>();
        var (record, points) = Lookup(lookup);
        var select = Expression.Lambda<Func<StoredRecord, Guid?>>(points, record);
        foreach (var some in records.Chunk(RecordTargets.MostAtOnce))
            found.UnionWith((await context.Records(entity).Where(r => some.Contains(r.Id)).Select(select).Distinct().ToListAsync(cancellationToken)).OfType<Guid>());
        return found;
    }

    private async Task<IReadOnlyCollection<Guid>> PointingAsync(string entity, FieldDefinition lookup, IReadOnlyCollection<Guid> targets, int most, CancellationToken cancellationToken)
    {
        var found = new HashSet<Guid>();
        foreach (var some in targets.Chunk(RecordTargets.MostAtOnce))
        {
            found.UnionWith(await context.Records(entity).Where(PointsAtOne(lookup, some)).Select(r => r.Id).Take(most + 1).ToListAsync(cancellationToken));
            if (found.Count > most)
                break;
        }
        return found;
    }

    /// <summary><c>r => targets.Contains(r.lookup)</c>.</summary>
    public static Expression<Func<StoredRecord, bool>> PointsAtOne(FieldDefinition lookup, IEnumerable<Guid> targets)
    {
        var ids = targets.Select(id => (Guid?)id).ToList();
        Expression<Func<List<Guid?>>> list = () => ids;
        var (record, points) = Lookup(lookup);
        return Expression.Lambda<Func<StoredRecord, bool>>(Expression.Call(list.Body, nameof(List<>.Contains), null, points), record);
    }

    private static (ParameterExpression Record, Expression Points) Lookup(FieldDefinition lookup)
    {
        var record = Expression.Parameter(typeof(StoredRecord), "r");
        return (record, FieldAccess.Of(record, lookup, typeof(Guid?)));
    }
}
