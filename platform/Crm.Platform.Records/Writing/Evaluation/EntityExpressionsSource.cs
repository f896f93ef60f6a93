using Crm.Platform.Abstractions;
using Crm.Platform.Records.Writing.Computed;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Writing.Evaluation;

/// <summary>The expressions of an entity, compiled once per snapshot.</summary>
internal sealed class EntityExpressionsSource(ComputedModels computed, IFieldKindRegistry kinds)
{
    public EntityExpressions Of(RecordModel model, EntityDefinition entity) =>
        model.Derived(entity.Name, definition => new EntityExpressions(definition, model.Snapshot, computed.Of(model), kinds));
}
