using System.Collections.Immutable;

namespace Crm.Platform.Metadata.Publishing;

/// <summary>Puts the steps between two snapshots and the SQL that belongs to each into one list people can read.</summary>
internal static class PlannedOperations
{
    public static ImmutableArray<PlannedOperation> Of(ImmutableArray<SnapshotOperation> steps, ImmutableArray<TableChange> tables)
    {
        var open = tables.GroupBy(t => t.Table, StringComparer.Ordinal).ToDictionary(t => t.Key, t => t.ToList(), StringComparer.Ordinal);
        var operations = steps.Select(step => Operation(step, open.GetValueOrDefault(step.Subject) ?? [])).ToList();

        // What is left of the SQL belongs to indexes no definition names: those over lookups.
        operations.AddRange(open.Where(t => t.Value.Count > 0).Select(t => new PlannedOperation("change_indexes", t.Key, null, [.. t.Value.Select(s => s.Sql)], t.Value.Max(s => s.Rows))));
        return [.. operations];
    }

    private static PlannedOperation Operation(SnapshotOperation step, List<TableChange> open)
    {
        var own = open.Where(t => IsOf(step, t)).ToList();
        open.RemoveAll(t => IsOf(step, t));
        return new PlannedOperation(step.Kind, step.Subject, step.Field, [.. own.Select(t => t.Sql)], Rows(step) ?? (own.Count == 0 ? 0 : own.Max(t => t.Rows))) { Message = step.Message };
    }

    private static bool IsOf(SnapshotOperation step, TableChange table) => step switch
    {
        ChangeLayout or ChangeAddress or ChangeEntity => false,
        AddEntity or RemoveEntity or RestoreEntity => true,
        _ => table.Field == step.Field,
    };

    private static long? Rows(SnapshotOperation step) => step switch
    {
        ConvertField converted => converted.Rows,
        FillField filled => filled.Rows,
        _ => null,
    };
}
