using System.Collections.Immutable;

namespace Crm.Platform.Metadata.Publishing;

/// <summary>Puts the steps between two snapshots and the SQL that belongs to each into one list people can read.</summary>
internal static class PlannedOperations
{
    public static ImmutableArray<PlannedOperation> Of(SnapshotDifference difference, ImmutableArray<TableChange> tables)
    {
        var open = tables.ToList();
        var operations = difference.Operations.Select(step => Operation(step, open)).ToList();

        // What is left of the SQL belongs to indexes no definition names: those over lookups.
        operations.AddRange(open.GroupBy(t => t.Table, StringComparer.Ordinal).Select(t => new PlannedOperation("change_indexes", t.Key, null, [.. t.Select(s => s.Sql)], t.Max(s => s.Rows))));
        return [.. operations];
    }

    private static PlannedOperation Operation(SnapshotOperation step, List<TableChange> open)
    {
        var whole = step is AddEntity or RemoveEntity;
        var own = step is ChangeLayout ? [] : open.Where(t => t.Table == step.Subject && (whole || t.Field == step.Field)).ToList();
        open.RemoveAll(own.Contains);
        return new PlannedOperation(step.Kind, step.Subject, step.Field, [.. own.Select(t => t.Sql)], own.Count == 0 ? 0 : own.Max(t => t.Rows));
    }
}
