using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Metadata.Snapshots.Computed;
using Crm.Platform.Records.Writing.Evaluation;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;
using IDatabase = Crm.Platform.Storage.Databases.IDatabase;

namespace Crm.Platform.Records.Writing.Computed;

/// <summary>Computes fields that a publish adds or changes for the records that exist, and what follows from them.</summary>
internal sealed class ComputedFill(ComputedModels models, RollupQuery rollups, IDatabase database, TimeProvider time) : IRecordFill
{
    public async Task<Failure?> FillAsync(MetadataSnapshot before, RecordModel model, RecordContext context, CancellationToken cancellationToken)
    {
        var computed = models.Of(model);
        foreach (var pass in Passes(computed.Fields, Stale(computed.Fields, before)))
        {
            var ids = await context.Records(computed.Fields.InOrder[pass[0]].Entity.Name).Select(r => r.Id).ToListAsync(cancellationToken);
            foreach (var some in ids.Chunk(RecordTargets.MostAtOnce))
                if (await ComputeAsync(RecordSession.Within(model, context, database, time), computed, pass, some, cancellationToken) is { } failure)
                    return failure;
        }
        return null;
    }

    private async Task<Failure?> ComputeAsync(RecordSession session, ComputedModel computed, List<int> pass, Guid[] ids, CancellationToken cancellationToken)
    {
        var computation = new Computation(session, computed, rollups, Caller.Platform, session.Model.Snapshot.Entity);
        foreach (var rank in pass)
            await computation.RunAsync(rank, ids, cancellationToken);
        if (await computation.SaveAsync(cancellationToken) is { } failure)
            return failure;
        session.Context.ChangeTracker.Clear();
        return null;
    }

    /// <summary>Fields whose value may not be what the new definitions say. Of a new entity there are no records.</summary>
    private static List<int> Stale(ComputedFields fields, MetadataSnapshot before)
    {
        var stale = new HashSet<(string, string)>();
        var ranks = new List<int>();
        foreach (var (rank, field) in fields.InOrder.Index())
        {
            if (before.Entity(field.Entity.Name) is null || (IsSame(field, before) && !field.Sources.Any(s => stale.Contains((s.Entity, s.Field)))))
                continue;
            stale.Add((field.Entity.Name, field.Field.Name));
            ranks.Add(rank);
        }
        return ranks;
    }

    private static bool IsSame(ComputedField field, MetadataSnapshot before) =>
        before.Entity(field.Entity.Name)?.Field(field.Field.Name) is { } was
        && !was.IsVirtual && (was.Formula, was.Rollup, was.Kind, was.Scale) == (field.Field.Formula, field.Field.Rollup, field.Field.Kind, field.Field.Scale)
        && field.Sources.All(source => before.Entity(source.Entity)?.Field(source.Field) is not null);

    /// <summary>Neighbours of one entity that read each other only within a record are computed in one go through its records.</summary>
    private static List<List<int>> Passes(ComputedFields fields, List<int> ranks)
    {
        var passes = new List<List<int>>();
        foreach (var rank in ranks)
            if (passes.Count > 0 && Joins(fields, passes[^1], rank))
                passes[^1].Add(rank);
            else
                passes.Add([rank]);
        return passes;
    }

    private static bool Joins(ComputedFields fields, List<int> pass, int rank)
    {
        var field = fields.InOrder[rank];
        var own = pass.Select(r => fields.InOrder[r].Field.Name).ToHashSet(StringComparer.Ordinal);
        return fields.InOrder[pass[0]].Entity == field.Entity
            && field.Sources.All(s => s.Entity != field.Entity.Name || !own.Contains(s.Field) || (field.Rollup is null && s.Way.IsEmpty));
    }
}
