using System.Globalization;

namespace Crm.Benchmarks.Running;

/// <summary>Something that must take less memory than a limit.</summary>
internal sealed class Footprint(string name, long mostBytes, Func<Task<long>> measure) : IBenchmark
{
    private const double Megabyte = 1024 * 1024;

    public string Name => name;

    public async Task<Measured> RunAsync(Rounds rounds, CancellationToken cancellationToken)
    {
        var bytes = await measure();
        return new Measured(name, null, null, null, string.Create(CultureInfo.InvariantCulture, $"{bytes / Megabyte:0} MB, < {mostBytes / Megabyte:0} MB"), bytes < mostBytes);
    }
}
