using System.Globalization;
using Crm.Benchmarks.Cases;
using Crm.Benchmarks.Hosting;
using Crm.Benchmarks.Running;
using Crm.Benchmarks.Soak;
using Crm.Testing.Databases;

// dotnet run -c Release --project tests/Crm.Benchmarks [-- names… --quick --database postgres --contacts 1000000]
// dotnet run -c Release --project tests/Crm.Benchmarks -- soak | growth [--database postgres]
var quick = args.Contains("--quick");
var isPostgreSql = Option("--database") is "postgres" or "postgresql";
var names = args.Where((a, i) => !a.StartsWith('-') && (i == 0 || args[i - 1] is not ("--database" or "--contacts"))).ToList();
var (load, rounds) = quick ? (Load.Quick, Rounds.Quick) : (Load.Full, Rounds.Full);
if (!quick && Option("--contacts") is { } contacts)
    load = load with { Contacts = int.Parse(contacts, CultureInfo.InvariantCulture) };
if (names.Contains(KillSoak.Word))
    return await SoakAsync() ? 0 : 1;
var results = new List<Measured>();

if (names.Contains(GrowthCases.Word))
{
    results.AddRange(await GrowthCases.RunAsync(MakeAsync, load, rounds));
    return Finish();
}

// On a database of their own, and one after the other: each goes on where the last one ended.
if (names.Count == 0 || names.Contains(ModelCases.Word))
    await RunModelAsync();
if (names.Count == 0 || names.Any(n => n != ModelCases.Word))
    await RunHostAsync();

return Finish();

int Finish()
{
    ResultTable.Print(results, load, isPostgreSql ? "PostgreSQL" : "SQLite");
    return quick || results.TrueForAll(r => r.Passed) ? 0 : 1;
}

async Task<bool> SoakAsync()
{
    await using var database = await MakeAsync();
    await using var soak = new KillSoak(database, isPostgreSql);
    return await soak.RunAsync();
}

async Task RunModelAsync()
{
    await using var database = await MakeAsync();
    await using var model = new ModelCases(database);
    await RunAsync(model.All);
}

async Task RunHostAsync()
{
    await using var database = await MakeAsync();
    await using var host = await BenchmarkHost.StartAsync(database, load);
    await RunAsync(AllCases.Of(host).Where(c => names.Count == 0 || names.Any(n => c.Name.Contains(n, StringComparison.OrdinalIgnoreCase))));
}

async Task RunAsync(IEnumerable<IBenchmark> benchmarks)
{
    foreach (var benchmark in benchmarks)
        results.Add(await benchmark.RunAsync(rounds, CancellationToken.None));
}

Task<TestDatabase> MakeAsync() => (isPostgreSql ? TestDatabases.PostgreSql : TestDatabases.Sqlite)();

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at ? args.ElementAtOrDefault(at + 1) : null;
