using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots.Computed;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Writing.Computed;

/// <summary>Works out what saved changes mean for computed fields of these and other records, each field after those it follows from.</summary>
internal sealed class Consequences(RecordSession session, ComputedModel model, Computation computation)
{
    /// <summary>Records of one entity that one write may have to compute anew; a formula that reaches more of them must be computed when it is read.</summary>
    public const int MostRecords = 20_000;

    private readonly OwnerSearch _search = new(session.Context);
    private readonly SortedSet<int> _due = [];

    public Task<Failure?> RunAsync(IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken)
    {
        foreach (var write in writes)
            Due(computation.Add(write), model.Fields.OtherReadersOf(write.Entity.Name));
        return RunAsync(cancellationToken);
    }

    /// <param name="emptied">Records of one entity, saved; their own formulas are not computed yet.</param>
    public Task<Failure?> RunAsync(IReadOnlyList<TouchedRecord> emptied, CancellationToken cancellationToken)
    {
        foreach (var touched in emptied)
            Due(computation.Add(touched), model.Fields.ReadersOf(touched.Record.Layout.Entity.Name));
        return RunAsync(cancellationToken);
    }

    private async Task<Failure?> RunAsync(CancellationToken cancellationToken)
    {
        while (_due.Count > 0)
        {
            var rank = _due.Min;
            _due.Remove(rank);
            if (await ComputeAsync(rank, cancellationToken) is { } failure)
                return failure;
        }
        return await computation.SaveAsync(cancellationToken);
    }

    private void Due(TouchedRecord record, IReadOnlyDictionary<string, ImmutableArray<int>>? readers)
    {
        if (readers is null)
            return;
        foreach (var (field, ranks) in readers)
            if (record.Changed(field))
                _due.UnionWith(ranks);
    }

    private async Task<Failure?> ComputeAsync(int rank, CancellationToken cancellationToken)
    {
        var field = model.Fields.InOrder[rank];
        // What the database is asked for must be what it has.
        if (field.LooksAtOthers && await computation.SaveAsync(cancellationToken) is { } failure)
            return failure;
        var affected = field.Rollup is { } rollup ? await TargetsAsync(field, rollup, cancellationToken) : await OwnersAsync(field.Entity.Name, field, cancellationToken);
        if (affected.Count == 0)
            return null;
        if (affected.Count > MostRecords)
            return TooMany(field);
        if (await computation.RunAsync(rank, affected, cancellationToken) && model.Fields.ReadersOf(field.Entity.Name) is { } readers && readers.TryGetValue(field.Field.Name, out var ranks))
            _due.UnionWith(ranks);
        return null;
    }

    /// <summary>The records whose formula reads something that changed.</summary>
    private async Task<HashSet<Guid>> OwnersAsync(string entity, ComputedField field, CancellationToken cancellationToken)
    {
        var owners = new HashSet<Guid>();
        foreach (var source in field.Sources)
            if (source.Way.IsEmpty)
                // What the caller changed was computed before it was saved.
                owners.UnionWith(Of(source.Entity).Where(t => t.Computed.Contains(source.Field)).Select(t => t.Record.Id));
            else
                owners.UnionWith(await _search.ReachingAsync(entity, source.Way, Changed(source), MostRecords, cancellationToken));
        return owners;
    }

    /// <summary>The records a changed one pointed at or points at now.</summary>
    private async Task<HashSet<Guid>> TargetsAsync(ComputedField field, TypedRollup rollup, CancellationToken cancellationToken)
    {
        var targets = new HashSet<Guid>();
        foreach (var source in field.Sources)
            if (source.Way.IsEmpty)
                targets.UnionWith(Of(source.Entity).Where(t => t.Changed(source.Field)).SelectMany(t => Pointed(t, rollup.Via)));
            else
                targets.UnionWith(await _search.TargetsAsync(
                    rollup.Child.Name, rollup.Via, await _search.ReachingAsync(rollup.Child.Name, source.Way, Changed(source), MostRecords, cancellationToken), cancellationToken));
        return targets;
    }

    private static IEnumerable<Guid> Pointed(TouchedRecord touched, FieldDefinition via) =>
        new[] { touched.Before, touched.Record }.OfType<StoredRecord>().Select(r => r[via.Name]).OfType<Guid>();

    private List<Guid> Changed(ComputedSource source) => [.. Of(source.Entity).Where(t => t.Changed(source.Field)).Select(t => t.Record.Id)];

    private IEnumerable<TouchedRecord> Of(string entity) => computation.Touched.Where(t => t.Record.Layout.Entity.Name == entity);

    private static Conflict TooMany(ComputedField field) => new(
        "record.consequences", $"More than {MostRecords:N0} {field.Entity.PluralTitle.ToLowerInvariant()} would get another {field.Field.Title.ToLowerInvariant()} by this.");
}
