using Crm.Platform.Abstractions;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Writing;

/// <summary>The rules of an entity, worked out once per snapshot.</summary>
internal sealed class EntityRulesSource(IFieldKindRegistry kinds)
{
    public EntityRules Of(RecordModel model, EntityDefinition entity) => model.Derived(entity.Name, definition => new EntityRules(definition, kinds));
}
