using System.Diagnostics;
using Crm.Benchmarks.Hosting;
using Crm.Benchmarks.Running;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Writing;

namespace Crm.Benchmarks.Cases;

/// <summary>10,000 contacts in one call, with every check, their history and whatever else a write causes. The best of a few turns counts: the disk is shared.</summary>
internal sealed class BulkCreateCase(BenchmarkHost host) : IBenchmark
{
    private const int Rows = 10_000;
    private const int Turns = 3;
    private const int RowsPerSecond = 5_000;

    private static readonly Caller Ann = new(Guid.CreateVersion7(), CallerRights.Read | CallerRights.Write) { Name = "Ann" };

    public string Name => "bulk create 10,000 contacts";

    public async Task<Measured> RunAsync(Rounds rounds, CancellationToken cancellationToken)
    {
        var target = TimeSpan.FromSeconds((double)Rows / RowsPerSecond);
        var best = TimeSpan.MaxValue;
        for (var turn = 0; turn < Turns; turn++)
            best = TimeSpan.FromTicks(Math.Min(best.Ticks, (await CreateAsync(cancellationToken)).Ticks));
        return new Measured(Name, best, null, null, $"< {ResultTable.Text(target)}", best < target);
    }

    private async Task<TimeSpan> CreateAsync(CancellationToken cancellationToken)
    {
        var inputs = Enumerable.Range(0, Rows).Select(_ => NewContacts.Input(host.Accounts)).ToList();
        GC.Collect();
        var start = Stopwatch.GetTimestamp();
        var outcomes = await host.Get<IRecordWriter>().CreateManyAsync("contact", inputs, Ann, cancellationToken);
        var time = Stopwatch.GetElapsedTime(start);
        return outcomes.Value.All(o => o.IsSuccess) ? time : throw new InvalidOperationException("A contact was refused.");
    }
}
