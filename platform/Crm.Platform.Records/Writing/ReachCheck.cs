using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Rights;

namespace Crm.Platform.Records.Writing;

/// <summary>A record as saved must be one its sender may create or change: nobody writes beyond the own reach, or moves a record there.</summary>
/// <remarks>Runs after the save, so that the database judges criteria over the values that will stand.</remarks>
internal sealed class ReachCheck(AccessGate gate) : IWriteEffect
{
    private static readonly ImmutableArray<AccessAction> Create = [AccessAction.Create];
    private static readonly ImmutableArray<AccessAction> Import = [AccessAction.Create, AccessAction.Import];
    private static readonly ImmutableArray<AccessAction> Update = [AccessAction.Update];

    public async ValueTask<Failure?> RunAsync(RecordSession session, IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken)
    {
        foreach (var write in writes)
            if (write is { Access: { } access, Kind: WriteKind.Create or WriteKind.Update })
                foreach (var action in Actions(write))
                    if (!await gate.MayAsync(session.Context, access, action, write.Record, write.Caller, cancellationToken))
                        return Failures.OutOfReach(action, write.Entity);
        return null;
    }

    private static ImmutableArray<AccessAction> Actions(RecordWrite write) => write.Kind == WriteKind.Update ? Update : write.Input.IsImported ? Import : Create;
}
