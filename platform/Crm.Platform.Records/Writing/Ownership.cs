using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Writing;

/// <summary>What the records of an entity live in, and whether others live in them. Worked out once per snapshot.</summary>
/// <param name="Owners">The entities they live in, each with the lookup that leads there.</param>
internal sealed record Ownership(ImmutableArray<(EntityDefinition Owner, FieldDefinition Lookup)> Owners, bool Owns)
{
    public static Ownership Of(RecordModel model, EntityDefinition entity) => model.Derived(entity.Name, definition => new Ownership(
        [
            .. from owner in model.Snapshot.Entities
               from relation in owner.Relations
               where relation.Kind == RelationKind.Owned && relation.Target == definition.Name
               select (owner, definition.Field(relation.Via)!),
        ],
        definition.Relations.Any(r => r.Kind == RelationKind.Owned)));
}
