using System.Collections.Immutable;
using System.Diagnostics;
using Crm.Benchmarks.Hosting;
using Crm.Benchmarks.Running;
using Crm.Platform.Records.Importing;
using Crm.Platform.Records.Importing.Mapping;
using Crm.Testing.Platforms;

namespace Crm.Benchmarks.Cases;

/// <summary>The 8,800 deals of the public sales data, from the file to linked records. Once: a second time every deal would be taken.</summary>
internal sealed class ImportCase(BenchmarkHost host) : IBenchmark
{
    private const int Deals = 8_800;
    private static readonly TimeSpan Target = TimeSpan.FromSeconds(5);
    private static readonly string Folder = Path.Combine(RepositoryFolder.SharedData, "crm-sales-opportunities");

    private readonly ImportJobs _jobs = new(host.Get<IImports>());

    public string Name => "import 8,800 deals";

    public async Task<Measured> RunAsync(Rounds rounds, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Folder))
            return new Measured(Name, null, null, null, $"not run: set CRM_SHARED_DATA, there is no '{Folder}'", Passed: false);
        await _jobs.RunAsync(At("accounts.csv"), new ImportMapping("account"), cancellationToken);
        await _jobs.RunAsync(At("products.csv"), new ImportMapping("product"), cancellationToken);
        var mapping = await DealsAsync(cancellationToken);
        var start = Stopwatch.GetTimestamp();
        var job = await _jobs.RunAsync(At("sales_pipeline.csv"), mapping, cancellationToken);
        var time = Stopwatch.GetElapsedTime(start);
        return job.Created == Deals
            ? new Measured(Name, time, null, null, $"< {ResultTable.Text(Target)}", time < Target)
            : throw new InvalidOperationException($"{job.Created} of {Deals} deals were imported: {job.Message ?? job.Problems.FirstOrDefault()?.Message}");
    }

    /// <summary>The guessed mapping, and the product that the file calls by another name.</summary>
    private async Task<ImportMapping> DealsAsync(CancellationToken cancellationToken)
    {
        var columns = await _jobs.GuessAsync(At("sales_pipeline.csv"), "deal", cancellationToken);
        return new ImportMapping("deal")
        {
            Columns = columns.SetItem("product", columns["product"] with { Values = ImmutableDictionary<string, string>.Empty.Add("GTXPro", "GTX Pro") }),
        };
    }

    private static string At(string file) => Path.Combine(Folder, file);
}
