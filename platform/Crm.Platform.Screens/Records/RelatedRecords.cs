using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Screens.Lists;

namespace Crm.Platform.Screens.Records;

/// <summary>A list of records that point at this one, resolved against the model.</summary>
/// <param name="Via">Their lookup field.</param>
/// <param name="Layout">Columns without the lookup itself, which is always this record.</param>
public sealed record RelatedRecords(EntityDefinition Entity, FieldDefinition Via, string Title, ListLayout Layout)
{
    public static ImmutableArray<RelatedRecords> Of(FormDefinition form, MetadataSnapshot snapshot) =>
        [.. form.Related.Select(r => Of(r, snapshot)).OfType<RelatedRecords>()];

    /// <summary>Those that point at <paramref name="id"/>.</summary>
    public ExpressionNode Condition(Guid id) => new BinaryNode(BinaryOperator.Equal, new PathNode([Via.Name]), new LiteralNode(id));

    private static RelatedRecords? Of(RelatedList related, MetadataSnapshot snapshot)
    {
        if (snapshot.Entity(related.Entity) is not { } entity || entity.Field(related.Via) is not { IsLookup: true } via)
            return null;
        var layout = ListLayout.Of(entity, new ListState { View = related.View }, snapshot);
        return new RelatedRecords(entity, via, related.Title ?? entity.PluralTitle, layout with { Columns = [.. layout.Columns.Where(c => c.Path != via.Name && !c.Path.StartsWith(via.NavigationName + ".", StringComparison.Ordinal))] });
    }
}
