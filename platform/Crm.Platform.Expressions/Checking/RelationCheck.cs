using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;

namespace Crm.Platform.Expressions.Checking;

/// <summary>Finds what a path to a relation leads to: lookups first, then the relation. What the reader may not know is not there.</summary>
internal sealed class RelationCheck(IEntitySource entities, IFieldKindRegistry kinds)
{
    /// <summary>The relation without its condition.</summary>
    public TypedRelated? Resolve(EntityDefinition entity, RelatedNode node, out Problem? problem)
    {
        var way = node.Path[..^1];
        var owner = new PathResolution(entities, kinds).Resolve(entity, way.Add(SystemFields.Id), out problem);
        if (owner is null)
            return null;
        var holder = owner.Lookups.IsEmpty ? entity : owner.Lookups[^1].Target;
        if (holder.Relation(node.Path[^1]) is { } relation && Of(owner, relation, node.IsCount) is { } related)
            return related;
        problem = new Problem("", "expression.unknown_relation", $"'{node.Path[^1]}' is not a relation of {holder.Title}.")
        {
            Hint = DidYouMean.Hint(node.Path[^1], holder.Relations.Where(r => entities.Entity(r.Target) is not null).Select(r => r.Name)),
        };
        return null;
    }

    private TypedRelated? Of(TypedPath owner, RelationDefinition relation, bool isCount)
    {
        if (entities.Entity(relation.Target) is not { } target || entities.Entity(relation.Pointing) is not { } pointing || pointing.Field(relation.Via) is not { } via)
            return null;
        var onward = relation.Onward is null ? null : pointing.Field(relation.Onward);
        return relation.Onward is not null && onward is null ? null : new TypedRelated(owner, pointing, via, target, onward, null, isCount);
    }
}
