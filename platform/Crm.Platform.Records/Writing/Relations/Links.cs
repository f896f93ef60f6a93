using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Writing.Relations;

/// <summary>Ties a record to others and unties it: a link is made for each that is named and has none, and goes with those not named.</summary>
internal static class Links
{
    public static async Task<Failure?> RunAsync(RelationWrite write, RelationInput input)
    {
        var onward = write.Relation.Onward!.Name;
        Check(write, input);
        if (write.Problems.All.Count > 0 || await write.PresentAsync(input, write.Relation.Onward) is not { } links)
            return null;
        var present = links.GroupBy(l => (Guid)l[onward]!).ToDictionary(g => g.Key, g => g.First().Id);
        var named = input.Items.Select(i => i.Id!.Value).ToHashSet();
        var gone = input.IsWhole ? present.Keys.Where(id => !named.Contains(id)) : input.Items.Where(i => i.IsRemoved && present.ContainsKey(i.Id!.Value)).Select(i => i.Id!.Value);
        foreach (var id in gone)
            if (await write.DeleteAsync(present[id]) is { } refused)
                return refused;
        foreach (var (index, item) in input.Items.Index())
            if (item is { IsRemoved: false, Link: { } values } && present.TryGetValue(item.Id!.Value, out var link) && await write.UpdateAsync(index, write.Relation.Pointing, link, values, RelationInput.LinkMember) is { } refused)
                return refused;
        return await write.CreateAsync(
            [.. input.Items.Index().Where(i => !i.Item.IsRemoved && !present.ContainsKey(i.Item.Id!.Value)).Select(i => (i.Index, (i.Item.Link ?? new RecordInput()).Set(onward, i.Item.Id)))], RelationInput.LinkMember);
    }

    private static void Check(RelationWrite write, RelationInput input)
    {
        var seen = new HashSet<Guid>();
        foreach (var (index, item) in input.Items.Index())
            if (item.Id is not { } id)
                write.Problems.Add(index, "", "relation.reference", "Name a record by its id; it is made at its own address.");
            else if (!seen.Add(id))
                write.Problems.Add(index, SystemFields.Id, "relation.repeated", "The record is named more than once.");
            else if (item.Values is { Values.Count: > 0 })
                write.Problems.Add(index, "", "relation.reference", "Only the link is written here; the record itself is changed at its own address.");
    }
}
