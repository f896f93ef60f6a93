using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots.Computed;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Writing.Computed;

/// <summary>The computed fields of each snapshot, worked out once.</summary>
internal sealed class ComputedModels(IFieldKindRegistry kinds)
{
    public ComputedModel Of(RecordModel model) => model.Derived(m => new ComputedModel(Fields(m, kinds), kinds));

    /// <summary>What is computed from what, without the code for it.</summary>
    public static ComputedFields Fields(RecordModel model, IFieldKindRegistry kinds) => model.Derived(m => ComputedFields.Of(m.Snapshot, kinds));
}
