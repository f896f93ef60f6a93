using Crm.Platform.Abstractions;
using Crm.Platform.Records.Rights;

namespace Crm.Platform.Records.Writing;

/// <summary>A record as saved must be one its sender may create or change: nobody writes beyond the own reach, or moves a record there.</summary>
/// <remarks>Runs after the save, so that the database judges criteria over the values that will stand.</remarks>
internal sealed class ReachCheck(AccessGate gate) : IWriteEffect
{
    public async ValueTask<Failure?> RunAsync(RecordSession session, IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken)
    {
        foreach (var write in writes)
        {
            var action = write.Kind == WriteKind.Create ? AccessAction.Create : AccessAction.Update;
            if (write is { Access: { } access, Kind: WriteKind.Create or WriteKind.Update } && !await gate.MayAsync(session.Context, access, action, write.Record, write.Caller, cancellationToken))
                return Failures.OutOfReach(action, write.Entity);
        }

        return null;
    }
}
