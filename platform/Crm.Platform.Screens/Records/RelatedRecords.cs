using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Reading.Collections;
using Crm.Platform.Screens.Lists;

namespace Crm.Platform.Screens.Records;

/// <summary>A list of records that point at this one, or are tied to it, resolved against the model.</summary>
/// <param name="Via">Their lookup field; <see langword="null"/> where they are tied by links.</param>
/// <param name="Layout">Columns without the lookup itself, which is always this record.</param>
public sealed record RelatedRecords(EntityDefinition Entity, FieldDefinition? Via, string Title, ListLayout Layout)
{
    /// <summary>The relation they are of, where they are tied by links; otherwise <see langword="null"/>.</summary>
    public (string Entity, string Name)? Relation { get; init; }

    public static ImmutableArray<RelatedRecords> Of(FormDefinition form, MetadataSnapshot snapshot) =>
        [.. form.Related.Select(r => Of(form, r, snapshot)).OfType<RelatedRecords>()];

    /// <summary>The query for those of one record.</summary>
    public RecordQuery Of(RecordQuery query, Guid id) => Relation is { } relation
        ? query with { Within = new RelationOwner(relation.Entity, id, relation.Name) }
        : query with { Filter = Conjunction.Of(query.Filter, new BinaryNode(BinaryOperator.Equal, new PathNode([Via!.Name]), new LiteralNode(id))) };

    private static RelatedRecords? Of(FormDefinition form, RelatedList related, MetadataSnapshot snapshot)
    {
        if (related is { Relation: { } name, Via: "" })
            return snapshot.Entity(related.Entity) is { } target
                ? new RelatedRecords(target, null, related.Title ?? target.PluralTitle, ListLayout.Of(target, new ListState { View = related.View }, snapshot)) { Relation = (form.Entity, name) }
                : null;
        if (snapshot.Entity(related.Entity) is not { } entity || entity.Field(related.Via) is not { IsLookup: true } via)
            return null;
        var layout = ListLayout.Of(entity, new ListState { View = related.View }, snapshot);
        return new RelatedRecords(entity, via, related.Title ?? entity.PluralTitle, layout with { Columns = [.. layout.Columns.Where(c => c.Path != via.Name && !c.Path.StartsWith(via.NavigationName + ".", StringComparison.Ordinal))] });
    }
}
