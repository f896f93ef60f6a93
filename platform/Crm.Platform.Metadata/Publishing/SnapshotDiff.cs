using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Layers;
using Crm.Platform.Metadata.Publishing.Matching;
using Crm.Platform.Metadata.Publishing.Tombstones;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Metadata.Publishing;

/// <summary>Compares two snapshots. Pure: knows definitions, no database.</summary>
public sealed class SnapshotDiff(IFieldKindRegistry kinds)
{
    /// <summary>The steps between two snapshots of entities alone, where nothing was renamed.</summary>
    public SnapshotDifference Compare(MetadataSnapshot before, MetadataSnapshot after, IEnumerable<Tombstone> tombstones) =>
        Compare(before, new ModelReading(after, []), [], tombstones);

    /// <summary>The steps from <paramref name="before"/> to what <paramref name="after"/> read.</summary>
    internal SnapshotDifference Compare(MetadataSnapshot before, ModelReading after, IEnumerable<RenameMark> marks, IEnumerable<Tombstone> tombstones)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var renames = marks.ToList();
        var matches = new ModelMatcher(before, after.Snapshot, renames, tombstones, kinds).Match();
        var operations = Operations(before, after.Snapshot, matches);
        var removed = new RemovedNames(operations);
        return new SnapshotDifference(
            new PublishChange(before, after.Snapshot, operations, matches),
            [.. operations.Select(Loss).OfType<PlannedLoss>()],
            [.. after.Problems.Where(removed.Explains).Select(p => new BrokenUse(p.Kind, p.Name, p.Problem.Path, p.Problem.Message))],
            [.. after.Problems.Where(p => !removed.Explains(p)), .. operations.OfType<ChangeField>().Select(c => StorageRule.Fault(c, kinds)).OfType<DefinitionProblem>(), .. RenameRule.Faults(before, after.Snapshot, renames)]);
    }

    private static ImmutableArray<SnapshotOperation> Operations(MetadataSnapshot before, MetadataSnapshot after, ImmutableArray<EntityMatch> matches)
    {
        // Of hundreds of entities nearly all are the very same object, read once.
        var known = matches.Where(m => m.Before is not null && (!ReferenceEquals(m.Before, m.After) || m.Restored is not null || m.Fields.Any(f => !ReferenceEquals(f.Before, f.After)))).Select(m => new EntityDiff(m)).ToList();
        var carried = matches.Where(m => m.Restored is null).Select(m => m.Before?.Name).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return
        [
            .. LayoutDiff.Removed(before, after),
            .. known.SelectMany(c => c.Renames),
            .. known.SelectMany(c => c.RemovedGroups),
            .. known.SelectMany(c => c.RemovedFields),
            .. before.Entities.Where(e => !carried.Contains(e.Name)).OrderBy(e => e.Name, StringComparer.Ordinal).Select(e => new RemoveEntity(e)),
            .. matches.Where(m => m.Before is null).Select(m => new AddEntity(m.After)),
            .. known.SelectMany(c => c.ArrivingFields),
            .. known.SelectMany(c => c.ChangedFields),
            .. known.SelectMany(c => c.FilledTypes),
            .. known.SelectMany(c => c.AddedGroups),
            .. known.SelectMany(c => c.Self),
            .. LayoutDiff.Present(before, CarriedRoles.Of(before, matches), after),
        ];
    }

    private static PlannedLoss? Loss(SnapshotOperation operation) => operation switch
    {
        RemoveEntity removed => new PlannedLoss($"entity:{removed.Subject}", $"{removed.Entity.PluralTitle} disappear with all their records. They are kept aside until an administrator purges them."),
        // It goes with its lookup, or all the lookup points at is of one entity now.
        RemoveField { Definition.TypeOf: not null } => null,
        RemoveField removed => new PlannedLoss($"field:{removed.Subject}.{removed.Field}", $"The field {removed.Definition.Title} of '{removed.Subject}' disappears with its values. They are kept aside until an administrator purges them."),
        ChangeField { Before.IsComputed: false, After.IsComputed: true } computed => new PlannedLoss($"formula:{computed.Subject}.{computed.Field}", $"The values of {computed.After.Title} of '{computed.Subject}' give way to what is computed."),
        _ => null,
    };
}
