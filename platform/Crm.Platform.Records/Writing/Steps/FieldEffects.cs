using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Writing.Steps;

/// <summary>Does what the steps of kinds put off until their record was saved.</summary>
internal sealed class FieldEffects : IWriteEffect
{
    public async ValueTask<Failure?> RunAsync(RecordSession session, IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken)
    {
        foreach (var work in writes.SelectMany(w => w.OnceSaved))
            if (await work(cancellationToken) is { } failure)
                return failure;
        return null;
    }
}
