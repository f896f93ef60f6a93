using Crm.Platform.Records.Writing.Relations;

namespace Crm.Platform.Screens.Records.Relations;

/// <summary>Which value of which item of a relation a problem is about.</summary>
/// <param name="Index">Place among the items that were sent; negative where it is about the whole.</param>
/// <param name="Field">Name of the field of the item or of its link; empty where it is about all of it.</param>
internal readonly record struct ItemPath(int Index, string Field)
{
    private const string Link = RelationInput.LinkMember + ".";

    /// <param name="path">Behind the relation's name: <c>[2].amount</c>, <c>[2].@crm.link.weight</c>.</param>
    public static ItemPath Of(string path)
    {
        var close = path.IndexOf(']', StringComparison.Ordinal);
        if (close < 2 || !int.TryParse(path[1..close], out var index))
            return new ItemPath(-1, "");
        var field = path[(close + 1)..].TrimStart('.');
        return new ItemPath(index, (field.StartsWith(Link, StringComparison.Ordinal) ? field[Link.Length..] : field).Split('.')[0]);
    }
}
