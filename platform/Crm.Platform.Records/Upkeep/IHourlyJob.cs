namespace Crm.Platform.Records.Upkeep;

/// <summary>Something that is tidied up once an hour on every node. Register it as a singleton of this type.</summary>
public interface IHourlyJob
{
    /// <summary>What it tidies up, for the log: <c>expired tokens</c>.</summary>
    string Name { get; }

    /// <summary>Does it once. A failure is logged, and the next hour tries again; the other jobs go on.</summary>
    /// <returns>How many things it removed.</returns>
    Task<int> RunAsync(CancellationToken cancellationToken);
}
