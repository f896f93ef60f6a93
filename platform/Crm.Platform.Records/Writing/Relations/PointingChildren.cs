using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Writing.Relations;

/// <summary>Lets records of their own point at a record, or no more.</summary>
internal static class PointingChildren
{
    public static async Task<Failure?> RunAsync(RelationWrite write, RelationInput input)
    {
        var target = write.Relation.Target;
        foreach (var (index, item) in input.Items.Index())
            if (item.Id is null || item.Values is { Values.Count: > 0 })
                write.Problems.Add(index, "", "relation.reference", "Name a record by its id; it is made and changed at its own address.");
        if (write.Problems.All.Count > 0 || await write.PresentAsync(input) is not { } records)
            return null;
        var present = records.Select(r => r.Id).ToHashSet();
        var kept = input.Items.Where(i => !i.IsRemoved).Select(i => i.Id!.Value).ToHashSet();
        var removed = input.Items.Where(i => i.IsRemoved).Select(i => i.Id!.Value);
        var gone = input.IsWhole || (write.Relation.Relation.IsSingle && kept.Count > 0) ? present.Except(kept) : removed.Where(present.Contains);
        foreach (var id in gone)
            if (await write.UpdateAsync(IndexOf(input, id), target, id, write.Pointing(isTied: false)) is { } refused)
                return refused;
        foreach (var (index, item) in input.Items.Index())
            if (!item.IsRemoved && !present.Contains(item.Id!.Value) && await write.UpdateAsync(index, target, item.Id.Value, write.Pointing(isTied: true)) is { } refused)
                return refused;
        return null;
    }

    private static int IndexOf(RelationInput input, Guid id) => Math.Max(0, input.Items.Index().FirstOrDefault(i => i.Item.Id == id).Index);
}
