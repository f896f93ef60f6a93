using System.Diagnostics;

namespace Crm.Benchmarks.Running;

/// <summary>Platform against hand-written code, in short turns one after the other.</summary>
/// <remarks>
/// A noisy machine slows both sides of a round alike, so the ratio of a round is steady where the times are not. The median of the
/// ratios counts. Who goes first alternates.
/// </remarks>
internal sealed class Comparison(string name, double target, Func<Task> platform, Func<Task> plain) : IBenchmark
{
    public string Name => name;

    public async Task<Measured> RunAsync(Rounds rounds, CancellationToken cancellationToken)
    {
        // Twice: much of what both run is the same, and the first to run would pay for compiling it.
        await WarmUpAsync(platform, rounds);
        await WarmUpAsync(plain, rounds);
        var counts = (Platform: await WarmUpAsync(platform, rounds), Plain: await WarmUpAsync(plain, rounds));
        var turns = new List<(double Platform, double Plain)>(rounds.Count);
        for (var round = 0; round < rounds.Count; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            GC.Collect();
            var first = round % 2 == 0 ? await TurnAsync(platform, counts.Platform) : await TurnAsync(plain, counts.Plain);
            var second = round % 2 == 0 ? await TurnAsync(plain, counts.Plain) : await TurnAsync(platform, counts.Platform);
            turns.Add(round % 2 == 0 ? (first, second) : (second, first));
        }

        var ratio = Median.Of(turns.Select(t => t.Plain / t.Platform));
        return new Measured(name, Microseconds(turns.Select(t => t.Platform)), Microseconds(turns.Select(t => t.Plain)), ratio, FormattableString.Invariant($">= {target:0.##}"), ratio >= target);
    }

    /// <returns>How many operations fill a turn.</returns>
    private static async Task<int> WarmUpAsync(Func<Task> operation, Rounds rounds)
    {
        var watch = Stopwatch.StartNew();
        var done = 0;
        while (watch.Elapsed < rounds.WarmUp)
        {
            await operation();
            done++;
        }
        return Math.Max(1, (int)(done * (rounds.Turn / watch.Elapsed)));
    }

    /// <returns>Microseconds of one operation.</returns>
    private static async Task<double> TurnAsync(Func<Task> operation, int count)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
            await operation();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / count;
    }

    private static TimeSpan Microseconds(IEnumerable<double> times) => TimeSpan.FromMicroseconds(Median.Of(times));
}
