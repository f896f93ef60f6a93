using Crm.Platform.Abstractions;
using Crm.Platform.Records.Rights;

namespace Crm.Platform.Records.Reading.Collections;

/// <summary>A relation its reader knows, with what may be seen at the end of it.</summary>
/// <param name="Via">The lookup that points here.</param>
/// <param name="Onward">The link's lookup of the target; <see langword="null"/> where there is no link.</param>
internal sealed record RelationAccess(RelationDefinition Relation, EntityAccess Target, EntityAccess Pointing, FieldDefinition Via, FieldDefinition? Onward)
{
    /// <summary><see langword="null"/> where there is no such relation for the reader.</summary>
    public static RelationAccess? Of(AccessProfile profile, EntityDefinition entity, string name)
    {
        if (entity.Relation(name) is not { } relation || !profile.Knows(relation))
            return null;
        var pointing = profile.Access(relation.Pointing)!;
        return new RelationAccess(relation, profile.Access(relation.Target)!, pointing, pointing.Whole.Field(relation.Via)!, relation.Onward is { } onward ? pointing.Whole.Field(onward) : null);
    }

    public static Invalid Unknown(EntityDefinition entity, string name) => Invalid.Of(new Problem("expand", "query.expand", $"'{entity.Name}' has no lookup or relation '{name}'.")
    {
        Hint = DidYouMean.Hint(name, entity.Relations.Select(r => r.Name)),
    });
}
