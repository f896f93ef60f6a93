namespace Crm.Platform.Records.Outbox;

/// <summary>How long to wait after a failed attempt.</summary>
internal static class RetryDelay
{
    private const double Factor = 4;

    /// <summary>Part of a wait that is left to chance: receivers that failed together are not asked again together.</summary>
    private const double Jitter = 0.2;

    /// <param name="attempts">Attempts made so far, from 1.</param>
    /// <param name="chance">0 to 1.</param>
    public static TimeSpan After(int attempts, OutboxOptions options, double chance)
    {
        var plain = options.FirstDelay * Math.Pow(Factor, Math.Min(attempts - 1, 20));
        var capped = plain > options.LongestDelay ? options.LongestDelay : plain;
        return capped * (1 - Jitter + (2 * Jitter * chance));
    }
}
