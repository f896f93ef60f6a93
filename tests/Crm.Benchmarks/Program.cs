using Crm.Benchmarks.Cases;
using Crm.Benchmarks.Hosting;
using Crm.Benchmarks.Running;

// dotnet run -c Release --project tests/Crm.Benchmarks [-- names… --quick]
var quick = args.Contains("--quick");
var names = args.Where(a => !a.StartsWith('-')).ToList();
using var folder = new BenchmarkFolder();
await using var host = await BenchmarkHost.StartAsync(folder.Path, quick ? Load.Quick : Load.Full);

var results = new List<Measured>();
foreach (var benchmark in AllCases.Of(host).Where(c => names.Count == 0 || names.Any(n => c.Name.Contains(n, StringComparison.OrdinalIgnoreCase))))
    results.Add(await benchmark.RunAsync(quick ? Rounds.Quick : Rounds.Full, CancellationToken.None));

ResultTable.Print(results, host.Load);
return quick || results.TrueForAll(r => r.Passed) ? 0 : 1;
