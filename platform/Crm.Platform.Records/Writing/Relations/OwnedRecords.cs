using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Writing.Relations;

/// <summary>Writes what lives inside a record: with an id it is changed, without it is made, what is not named goes.</summary>
internal static class OwnedRecords
{
    public static async Task<Failure?> RunAsync(RelationWrite write, RelationInput input)
    {
        if (await write.PresentAsync(input) is not { } records)
            return null;
        var present = records.ToDictionary(r => r.Id);
        Number(write, input);
        foreach (var (index, item) in input.Items.Index())
            if (item.Id is { } id && !present.ContainsKey(id))
                write.Problems.Add(index, SystemFields.Id, "relation.unknown", $"There is no such {write.Relation.Target.Seen.Title.ToLowerInvariant()} here.", "Leave the id out to make one.");
        if (write.Problems.All.Count > 0)
            return null;
        var named = input.Items.Where(i => i.Id is not null).Select(i => i.Id!.Value).ToHashSet();
        var gone = input.IsWhole ? present.Keys.Where(id => !named.Contains(id)) : input.Items.Where(i => i.IsRemoved).Select(i => i.Id!.Value);
        foreach (var id in gone)
            if (await write.DeleteAsync(id) is { } refused)
                return refused;
        foreach (var (index, item) in input.Items.Index())
            if (item is { Id: { } id, IsRemoved: false, Values: { } values } && await write.UpdateAsync(index, write.Relation.Target, id, values) is { } refused)
                return refused;
        return await write.CreateAsync([.. input.Items.Index().Where(i => i.Item.Id is null).Select(i => (i.Index, i.Item.Values ?? new RecordInput()))]);
    }

    /// <summary>Where the records are in order of a number that the sender leaves out, their places in the list are their numbers.</summary>
    private static void Number(RelationWrite write, RelationInput input)
    {
        if (!input.IsWhole || write.Relation.Relation.Sort is not { } sort || write.Relation.Target.Whole.Field(sort) is not { Kind: FieldKinds.Integer } || !write.Relation.Target.MaySet(sort))
            return;
        foreach (var (index, item) in input.Items.Index())
            if (item.Values is { } values && !values.Values.ContainsKey(sort))
                values.Set(sort, index + 1L);
    }
}
