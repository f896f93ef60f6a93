using System.Diagnostics;

namespace Crm.Benchmarks.Running;

/// <summary>Something that can be done once or a few times only and must be done within a time. Also tells the processor's time, which a busy machine stretches less.</summary>
/// <param name="repeat">How often; the mean counts.</param>
internal sealed class Once(string name, TimeSpan target, Func<Task> operation, int repeat = 1) : IBenchmark
{
    public string Name => name;

    public async Task<Measured> RunAsync(Rounds rounds, CancellationToken cancellationToken)
    {
        var (start, worked) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        for (var i = 0; i < repeat; i++)
            await operation();
        var (time, work) = (Stopwatch.GetElapsedTime(start) / repeat, (Environment.CpuUsage.TotalTime - worked) / repeat);
        return new Measured(name, time, null, null, $"< {ResultTable.Text(target)}; took {ResultTable.Text(work)} of processor time", time < target);
    }
}
