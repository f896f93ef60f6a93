using Crm.Platform.Records.Upkeep;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Records.Trash;

/// <summary>Empties the trash of what lay there long enough.</summary>
internal sealed class TrashPruning(Trash trash, IOptions<TrashOptions> options, TimeProvider time) : IHourlyJob
{
    public string Name => "records in the trash";

    public Task<int> RunAsync(CancellationToken cancellationToken) => trash.PurgeBeforeAsync(time.GetUtcNow().UtcDateTime - options.Value.KeepFor, cancellationToken);
}
