using Crm.Benchmarks.Hosting;
using Crm.Benchmarks.Running;
using Crm.Platform.Records.Reading;
using Crm.Testing.Databases;

namespace Crm.Benchmarks.Cases;

/// <summary>Pages of a list over 1,000,000 contacts against the same pages over 100,000, turn by turn on two databases in one process.</summary>
internal static class GrowthCases
{
    /// <summary>What they are called on the command line: they are not among those that run by themselves, for making the records takes minutes.</summary>
    public const string Word = "growth";

    private const int Times = 10;

    public static async Task<List<Measured>> RunAsync(Func<Task<TestDatabase>> make, Load load, Rounds rounds)
    {
        await using var small = await make();
        await using var large = await make();
        await using var few = await BenchmarkHost.StartAsync(small, load);
        await using var many = await BenchmarkHost.StartAsync(large, load with { Contacts = load.Contacts * Times });
        var (fewer, more) = (few.Get<IRecordReader>(), many.Get<IRecordReader>());
        var (near, far) = (await DeepPageCase.FindAsync(fewer), await DeepPageCase.FindAsync(more));
        return
        [
            await Against("first page of ten times the contacts", () => DeepPageCase.ReadAsync(more, DeepPageCase.Query), () => DeepPageCase.ReadAsync(fewer, DeepPageCase.Query)),
            await Against("page 1,000 of ten times the contacts", () => DeepPageCase.ReadAsync(more, far), () => DeepPageCase.ReadAsync(fewer, near)),
            await Against("page 1,000 of ten times the contacts against the first page of once", () => DeepPageCase.ReadAsync(more, far), () => DeepPageCase.ReadAsync(fewer, DeepPageCase.Query)),
        ];

        Task<Measured> Against(string name, Func<Task> one, Func<Task> other) => new Comparison(name, DeepPageCase.MostSlower, one, other).RunAsync(rounds, CancellationToken.None);
    }
}
