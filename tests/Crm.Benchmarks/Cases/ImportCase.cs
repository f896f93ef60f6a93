using System.Collections.Immutable;
using System.Diagnostics;
using Crm.Benchmarks.Hosting;
using Crm.Benchmarks.Running;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Importing;
using Crm.Platform.Records.Importing.Jobs;
using Crm.Platform.Records.Importing.Mapping;
using Crm.Testing.Platforms;

namespace Crm.Benchmarks.Cases;

/// <summary>The 8,800 deals of the public sales data, from the file to linked records. Once: a second time every deal would be taken.</summary>
internal sealed class ImportCase(BenchmarkHost host) : IBenchmark
{
    private const int Deals = 8_800;
    private static readonly TimeSpan Target = TimeSpan.FromSeconds(5);
    private static readonly Caller Ann = new(Guid.CreateVersion7(), CallerRights.Read | CallerRights.Write);

    private static readonly string Folder = Path.Combine(RepositoryFolder.SharedData, "crm-sales-opportunities");

    private readonly IImports _imports = host.Get<IImports>();

    public string Name => "import 8,800 deals";

    public async Task<Measured> RunAsync(Rounds rounds, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Folder))
            return new Measured(Name, null, null, null, $"not run: set CRM_SHARED_DATA, there is no '{Folder}'", Passed: false);
        await ImportAsync("accounts.csv", new ImportMapping("account"), cancellationToken);
        await ImportAsync("products.csv", new ImportMapping("product"), cancellationToken);
        var mapping = await DealsAsync(cancellationToken);
        var start = Stopwatch.GetTimestamp();
        var job = await ImportAsync("sales_pipeline.csv", mapping, cancellationToken);
        var time = Stopwatch.GetElapsedTime(start);
        return job.Created == Deals
            ? new Measured(Name, time, null, null, $"< {ResultTable.Text(Target)}", time < Target)
            : throw new InvalidOperationException($"{job.Created} of {Deals} deals were imported: {job.Message ?? job.Problems.FirstOrDefault()?.Message}");
    }

    /// <summary>The guessed mapping, and the product that the file calls by another name.</summary>
    private async Task<ImportMapping> DealsAsync(CancellationToken cancellationToken)
    {
        var preview = await _imports.PreviewAsync(await UploadAsync("sales_pipeline.csv", cancellationToken), new ImportMapping("deal"), Ann, cancellationToken);
        var columns = preview.Value.Columns.ToImmutableDictionary(c => c.Header, c => c.Mapping!);
        return new ImportMapping("deal")
        {
            Columns = columns.SetItem("product", columns["product"] with { Values = ImmutableDictionary<string, string>.Empty.Add("GTXPro", "GTX Pro") }),
        };
    }

    private async Task<ImportJob> ImportAsync(string file, ImportMapping mapping, CancellationToken cancellationToken)
    {
        var id = await UploadAsync(file, cancellationToken);
        var job = (await _imports.StartAsync(id, mapping, Ann, cancellationToken)).Value;
        while (job.IsActive)
        {
            await Task.Delay(10, cancellationToken);
            job = (await _imports.FindAsync(id, Ann, cancellationToken)).Value;
        }
        return job;
    }

    private async Task<Guid> UploadAsync(string file, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(Path.Combine(Folder, file));
        return (await _imports.UploadAsync(content, file, Ann, cancellationToken)).Value;
    }
}
