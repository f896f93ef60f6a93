using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Writing;

/// <summary>What saved changes cause in the same transaction: history, search rows, events. Stateless; effects run in the order they are registered.</summary>
internal interface IWriteEffect
{
    /// <param name="writes">Changes just saved, of one or several entities, and what follows from them in other records; never empty.</param>
    /// <returns>A failure undoes the changes it was called for.</returns>
    ValueTask<Failure?> RunAsync(RecordSession session, IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken);
}
