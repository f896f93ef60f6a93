using Crm.Benchmarks.Cases;
using Crm.Benchmarks.Hosting;
using Crm.Benchmarks.Running;
using Crm.Testing.Databases;

// dotnet run -c Release --project tests/Crm.Benchmarks [-- names… --quick --database postgres]
var quick = args.Contains("--quick");
var option = Array.IndexOf(args, "--database");
var isPostgreSql = option >= 0 && args.ElementAtOrDefault(option + 1) is "postgres" or "postgresql";
var names = args.Where((a, i) => !a.StartsWith('-') && (option < 0 || i != option + 1)).ToList();
await using var database = await (isPostgreSql ? TestDatabases.PostgreSql : TestDatabases.Sqlite)();
await using var host = await BenchmarkHost.StartAsync(database, quick ? Load.Quick : Load.Full);

var results = new List<Measured>();
foreach (var benchmark in AllCases.Of(host).Where(c => names.Count == 0 || names.Any(n => c.Name.Contains(n, StringComparison.OrdinalIgnoreCase))))
    results.Add(await benchmark.RunAsync(quick ? Rounds.Quick : Rounds.Full, CancellationToken.None));

ResultTable.Print(results, host.Load, isPostgreSql ? "PostgreSQL" : "SQLite");
return quick || results.TrueForAll(r => r.Passed) ? 0 : 1;
