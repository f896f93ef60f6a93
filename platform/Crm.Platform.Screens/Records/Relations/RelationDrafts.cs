using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Reading.Collections;

namespace Crm.Platform.Screens.Records.Relations;

/// <summary>Which relations a form edits, and their drafts.</summary>
internal static class RelationDrafts
{
    /// <summary>Lookups that come along with one read.</summary>
    private const int MostLookups = 8;

    /// <summary>The relations among the form's fields.</summary>
    public static ImmutableArray<RelationDefinition> Of(FormDefinition form, EntityDefinition entity) =>
        [.. form.Tabs.SelectMany(t => t.Sections).SelectMany(s => s.Fields).Select(f => entity.Relation(f.Field)).OfType<RelationDefinition>().DistinctBy(r => r.Name)];

    /// <summary>What is read along for them.</summary>
    public static ImmutableArray<CollectionQuery> Queries(FormDefinition form, EntityDefinition entity, MetadataSnapshot snapshot) =>
        [.. Of(form, entity).Take(CollectionQuery.MostRelations).Select(r => new CollectionQuery(r.Name, new RecordQuery(r.Target) { Expand = Lookups(r, snapshot) }))];

    public static IEnumerable<RelationDraft> Make(FormDefinition form, EntityDefinition entity, MetadataSnapshot snapshot, RecordRow? row, IFieldKindRegistry kinds)
    {
        foreach (var relation in Of(form, entity))
            if (snapshot.Entity(relation.Target) is { } target)
                yield return new RelationDraft(relation, target, Edited(relation, target, snapshot), row?.Collections.FirstOrDefault(c => c.Relation == relation.Name), kinds);
    }

    /// <summary>Lookups inside an owned record show what they point at.</summary>
    private static ImmutableArray<string> Lookups(RelationDefinition relation, MetadataSnapshot snapshot) => relation.Kind != RelationKind.Owned || snapshot.Entity(relation.Target) is not { } target
        ? []
        : [.. target.Fields.Where(f => f.TypeField is not null || (f.Lookup is { } to && f.Name != relation.Via && snapshot.Entity(to) is not null)).Select(f => f.NavigationName).Take(MostLookups)];

    private static EntityDefinition? Edited(RelationDefinition relation, EntityDefinition target, MetadataSnapshot snapshot) => relation.Kind switch
    {
        RelationKind.Owned => target,
        RelationKind.Many when snapshot.Entity(relation.Pointing) is { Fields.Length: > 2 } link => link,
        _ => null,
    };
}
