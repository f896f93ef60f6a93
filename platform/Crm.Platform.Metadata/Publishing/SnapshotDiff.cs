using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Metadata.Publishing;

/// <summary>Compares two snapshots. Pure: knows definitions, no database.</summary>
public sealed class SnapshotDiff(IFieldKindRegistry kinds)
{
    /// <summary>The steps from <paramref name="before"/> to what <paramref name="after"/> read.</summary>
    public SnapshotDifference Compare(MetadataSnapshot before, ModelReading after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var entities = after.Snapshot.Entities.Select(e => (Before: before.Entity(e.Name), After: e)).OrderBy(p => p.After.Name, StringComparer.Ordinal).ToList();
        var changed = entities.Where(p => p.Before is not null).Select(p => new EntityDiff(p.Before!, p.After)).ToList();
        ImmutableArray<SnapshotOperation> operations =
        [
            .. LayoutDiff.Removed(before, after.Snapshot),
            .. changed.SelectMany(c => c.RemovedGroups),
            .. changed.SelectMany(c => c.RemovedFields),
            .. before.Entities.Where(e => after.Snapshot.Entity(e.Name) is null).OrderBy(e => e.Name, StringComparer.Ordinal).Select(e => new RemoveEntity(e)),
            .. entities.Where(p => p.Before is null).Select(p => new AddEntity(p.After)),
            .. changed.SelectMany(c => c.AddedFields),
            .. changed.SelectMany(c => c.ChangedFields),
            .. changed.SelectMany(c => c.AddedGroups),
            .. changed.Where(c => c.DiffersInItself).Select(c => new ChangeEntity(c.Before, c.After)),
            .. LayoutDiff.Present(before, after.Snapshot),
        ];
        var removed = new RemovedNames(operations);
        return new SnapshotDifference(
            operations,
            [.. operations.Select(Loss).OfType<PlannedLoss>()],
            [.. after.Problems.Where(removed.Explains).Select(p => new BrokenUse(p.Kind, p.Name, p.Problem.Path, p.Problem.Message))],
            [.. after.Problems.Where(p => !removed.Explains(p)), .. operations.OfType<ChangeField>().Select(c => StorageRule.Fault(c, kinds)).OfType<DefinitionProblem>()]);
    }

    private static PlannedLoss? Loss(SnapshotOperation operation) => operation switch
    {
        RemoveEntity removed => new PlannedLoss($"entity:{removed.Subject}", $"{removed.Entity.PluralTitle} disappear with all their records. They are kept aside until an administrator purges them."),
        RemoveField removed => new PlannedLoss($"field:{removed.Subject}.{removed.Field}", $"The field {removed.Definition.Title} of '{removed.Subject}' disappears with its values. They are kept aside until an administrator purges them."),
        _ => null,
    };
}
