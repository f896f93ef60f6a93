using Crm.Benchmarks.Cases;
using Crm.Benchmarks.Hosting;
using Crm.Benchmarks.Running;
using Crm.Testing.Databases;

// dotnet run -c Release --project tests/Crm.Benchmarks [-- names… --quick --database postgres --contacts 1000000]
var quick = args.Contains("--quick");
var isPostgreSql = Option("--database") is "postgres" or "postgresql";
var names = args.Where((a, i) => !a.StartsWith('-') && (i == 0 || args[i - 1] is not ("--database" or "--contacts"))).ToList();
await using var database = await (isPostgreSql ? TestDatabases.PostgreSql : TestDatabases.Sqlite)();
await using var host = await BenchmarkHost.StartAsync(database, quick ? Load.Quick : Option("--contacts") is { } contacts ? Load.Full with { Contacts = int.Parse(contacts, System.Globalization.CultureInfo.InvariantCulture) } : Load.Full);

var results = new List<Measured>();
foreach (var benchmark in AllCases.Of(host).Where(c => names.Count == 0 || names.Any(n => c.Name.Contains(n, StringComparison.OrdinalIgnoreCase))))
    results.Add(await benchmark.RunAsync(quick ? Rounds.Quick : Rounds.Full, CancellationToken.None));

ResultTable.Print(results, host.Load, isPostgreSql ? "PostgreSQL" : "SQLite");
return quick || results.TrueForAll(r => r.Passed) ? 0 : 1;

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at ? args.ElementAtOrDefault(at + 1) : null;
