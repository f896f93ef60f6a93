using Crm.Platform.Records.Upkeep;

namespace Crm.Platform.Records.Files;

/// <summary>Removes files no record holds.</summary>
internal sealed class FileSweeping(IFiles files) : IHourlyJob
{
    public string Name => "files no record holds";

    public Task<int> RunAsync(CancellationToken cancellationToken) => files.SweepAsync(cancellationToken);
}
