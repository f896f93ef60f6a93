using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Rights;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Reading.Collections;

/// <summary>Brings the records of relations along with a page: a fixed number of statements, however many records the page has.</summary>
internal sealed class CollectionReader(QueryPlanner planner, AccessGate gate, VirtualFields virtuals, TargetReader targets)
{
    private readonly QueryPlanner _planner = planner;
    private readonly AccessGate _gate = gate;
    private readonly VirtualFields _virtuals = virtuals;
    private readonly TargetReader _targets = targets;

    /// <summary>The rows with what each has of the relations.</summary>
    public async Task<Result<ImmutableArray<RecordRow>>> FillAsync(
        RecordModel model, RecordContext context, AccessProfile profile, EntityAccess access, ImmutableArray<RecordRow> rows, ImmutableArray<CollectionQuery> collections, Caller caller, CancellationToken cancellationToken)
    {
        if (collections.Length > CollectionQuery.MostRelations)
            return Invalid.Of(new Problem("expand", "query.expand", $"At most {CollectionQuery.MostRelations} relations can be expanded at once."));
        var reading = new Reading(this, model, context, profile, collections.Length, caller, cancellationToken);
        var found = rows.Select(_ => ImmutableArray.CreateBuilder<ExpandedRelation>()).ToList();
        foreach (var query in collections)
        {
            if (RelationAccess.Of(profile, access.Seen, query.Relation) is not { } relation)
                return RelationAccess.Unknown(access.Seen, query.Relation);
            var read = await reading.ReadAsync(access.Whole, relation, query, [.. rows.Select(r => r.Record.Id)]);
            if (!read.IsSuccess)
                return read.Failure;
            foreach (var (index, row) in rows.Index())
                found[index].Add(read.Value(row.Record.Id));
        }
        return rows.Select((row, index) => row with { Collections = found[index].ToImmutable() }).ToImmutableArray();
    }

    private sealed class Reading(CollectionReader reader, RecordModel model, RecordContext context, AccessProfile profile, int relations, Caller caller, CancellationToken cancellationToken)
    {
        public async Task<Result<Func<Guid, ExpandedRelation>>> ReadAsync(EntityDefinition owner, RelationAccess relation, CollectionQuery query, List<Guid> owners)
        {
            var plan = reader._planner.Plan(context, profile, relation.Target, Query(relation, query), caller.Zone);
            if (!plan.IsSuccess)
                return plan.Failure;
            var source = new CollectionSource(reader._gate, context, owner, relation, plan.Value);
            var limit = Math.Min(CollectionQuery.MostOfOne, Math.Max(1, CollectionQuery.MostOfPage / Math.Max(1, owners.Count * relations)));
            var wanted = Math.Min(query.Top ?? int.MaxValue, relation.Relation.IsSingle ? 1 : limit);
            var found = owners.Count == 0 || wanted == 0 ? [] : await reader._gate.Filled(source.Rows(owners, wanted + 1), caller).ToListAsync(cancellationToken);
            var counts = query.Count && owners.Count > 0 ? await reader._gate.Filled(source.Counts(owners), caller).ToDictionaryAsync(c => c.Owner, c => c.Count, cancellationToken) : [];
            var rows = await RowsAsync(relation, plan.Value, found);
            return (Func<Guid, ExpandedRelation>)(id => Of(relation, query, [.. rows[id]], wanted, query.Count ? counts.GetValueOrDefault(id) : null));
        }

        private static ExpandedRelation Of(RelationAccess relation, CollectionQuery query, ImmutableArray<RecordRow> rows, int wanted, long? count) =>
            new(relation.Relation.Name, rows.Length > wanted ? rows[..wanted] : rows, count, rows.Length > wanted && (query.Top is null || query.Top > wanted) && !relation.Relation.IsSingle);

        private static RecordQuery Query(RelationAccess relation, CollectionQuery query) => query.Query with
        {
            Entity = relation.Target.Whole.Name,
            Sort = query.Query.Sort.IsEmpty && relation.Relation.Sort is { } sort && relation.Target.Seen.Field(sort) is not null ? [new RecordSort(sort)] : query.Query.Sort,
        };

        private async Task<ILookup<Guid, RecordRow>> RowsAsync(RelationAccess relation, QueryPlan plan, List<CollectionRow> found)
        {
            var records = found.ConvertAll(f => f.Record);
            await reader._virtuals.FillAsync(context, model, profile, relation.Target, records, caller, cancellationToken);
            if (relation.Onward is not null)
                await reader._virtuals.FillAsync(context, model, profile, relation.Pointing, found.ConvertAll(f => f.Link!), caller, cancellationToken);
            var known = await reader._targets.ReadAsync(context, model, profile, [.. plan.Expanded.Select(e => e.Lookup)], records, caller, cancellationToken);
            return found.ToLookup(f => f.Owner, f => new RecordRow(relation.Target.Masked(f.Record), [.. plan.Expanded.Select(e => PageReader.Found(f.Record, e.Lookup, known))])
            {
                Link = f.Link is null ? null : relation.Pointing.Masked(f.Link),
            });
        }
    }
}
