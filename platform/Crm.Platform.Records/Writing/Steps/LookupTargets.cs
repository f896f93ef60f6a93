using Crm.Platform.Records.Rights;

namespace Crm.Platform.Records.Writing.Steps;

/// <summary>A lookup that was set must point at a record that lives.</summary>
internal sealed class LookupTargets(AccessGate gate) : IWriteStep
{
    public WriteStage Stage => WriteStage.Check;

    public ValueTask RunAsync(RecordWrite write, CancellationToken cancellationToken) =>
        new(write.Session.Lookups.RunAsync(write, gate, cancellationToken));
}
