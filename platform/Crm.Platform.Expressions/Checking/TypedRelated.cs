using Crm.Platform.Abstractions;

namespace Crm.Platform.Expressions.Checking;

/// <summary>Whether some record of a relation meets a condition, or how many do: never null.</summary>
/// <param name="Owner">Id of the record the relation is of.</param>
/// <param name="Pointing">The entity whose records point at it: the link, or the target itself.</param>
/// <param name="Via">The lookup of those.</param>
/// <param name="Target">The entity the relation leads to.</param>
/// <param name="Onward">The link's lookup of the target; <see langword="null"/> where there is no link.</param>
/// <param name="Condition">Over the target, or <see langword="null"/> for all of them.</param>
internal sealed record TypedRelated(TypedPath Owner, EntityDefinition Pointing, FieldDefinition Via, EntityDefinition Target, FieldDefinition? Onward, TypedNode? Condition, bool IsCount)
    : TypedNode(IsCount ? StorageType.Integer : StorageType.Boolean, false);
