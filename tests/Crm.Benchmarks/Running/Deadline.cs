using System.Diagnostics;

namespace Crm.Benchmarks.Running;

/// <summary>Something that must be done within a time, the median of a few tries.</summary>
/// <param name="repeat">Operations of one try.</param>
internal sealed class Deadline(string name, TimeSpan target, int tries, int repeat, Func<Task> operation) : IBenchmark
{
    public string Name => name;

    public async Task<Measured> RunAsync(Rounds rounds, CancellationToken cancellationToken)
    {
        var times = new List<double>(tries);
        for (var i = 0; i < tries; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var start = Stopwatch.GetTimestamp();
            for (var j = 0; j < repeat; j++)
                await operation();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds / repeat);
        }

        var median = TimeSpan.FromMicroseconds(Median.Of(times));
        return new Measured(name, median, null, null, $"< {ResultTable.Text(target)}", median < target);
    }
}
