using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Definitions.Reading;
using Crm.Platform.Metadata.Layers;

namespace Crm.Platform.Metadata.Relations;

/// <summary>Which links and fields of links are called otherwise after a change: because their relation is, or one of the entities they tie together.</summary>
internal static class LinkRenames
{
    /// <param name="entities">Renames of entities and fields that the definitions say themselves.</param>
    public static ImmutableArray<RenameMark> Between(DefinitionSet before, DefinitionSet after, IReadOnlyCollection<RenameMark> entities)
    {
        var (earlier, later) = (LinkDefinitions.Of([.. before.Shared]), LinkDefinitions.Of([.. after.Shared]));
        var marks = ImmutableArray.CreateBuilder<RenameMark>();
        foreach (var link in later)
            if (Before(link, before, earlier, entities) is { } was)
                marks.AddRange(Of(was.Shape, link));
        return marks.ToImmutable();
    }

    private static GeneratedLink? Before(GeneratedLink link, DefinitionSet before, List<GeneratedLink> earlier, IReadOnlyCollection<RenameMark> entities)
    {
        var isKnown = before.TryGet(new(DefinitionKinds.Entity, link.Entity), out _);
        var entity = isKnown ? link.Entity : entities.FirstOrDefault(m => m.Field is null && m.Entity == link.Entity)?.From ?? link.Entity;
        var from = link.Declared.Text(RenameMarks.Property);
        return earlier.Find(l => l.Entity == entity && l.Relation == link.Relation)
            // Going back over a rename names the link, since versions remember renames of entities.
            ?? earlier.Find(l => from is not null && ((l.Entity == entity && l.Relation == from) || l.Shape.Name == from));
    }

    private static IEnumerable<RenameMark> Of(LinkShape was, GeneratedLink link)
    {
        var now = link.Shape;
        if (was.Name != now.Name)
            yield return new RenameMark(now.Name, null, was.Name);
        if (was.Near != now.Near)
            yield return new RenameMark(now.Name, now.Near, was.Near);
        if (was.Far != now.Far)
            yield return new RenameMark(now.Name, now.Far, was.Far);
        foreach (var (field, json) in link.Declared.Object("fields") ?? [])
            if ((json as JsonObject).Object("x-crm").Text(RenameMarks.Property) is { } old)
                yield return new RenameMark(now.Name, field, old);
    }
}
