using System.Diagnostics;
using System.Globalization;
using Crm.Benchmarks.Hosting;
using Crm.Benchmarks.Running;
using Crm.Platform.Records.Importing;
using Crm.Platform.Records.Importing.Mapping;
using Crm.Testing.Platforms;

namespace Crm.Benchmarks.Cases;

/// <summary>A CSV file of 100,000 people with their companies by name, from the upload to the last row.</summary>
internal sealed class LargeImportCase(BenchmarkHost host) : IBenchmark
{
    private const int Rows = 100_000;
    private const int Companies = 1_000;
    private static readonly TimeSpan Target = TimeSpan.FromSeconds(25);

    public string Name => "import 100,000 contacts from CSV";

    public async Task<Measured> RunAsync(Rounds rounds, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        var jobs = new ImportJobs(host.Get<IImports>());
        await jobs.RunAsync(await WriteAsync(folder, "companies.csv", Companies, "name,industry", CompanyLine), new ImportMapping("account"), cancellationToken);
        var people = await WriteAsync(folder, "people.csv", Rows, "first_name,last_name,email,phone,status,birthdate,account", PersonLine);
        var mapping = new ImportMapping("contact") { Columns = await jobs.GuessAsync(people, "contact", cancellationToken) };
        var start = Stopwatch.GetTimestamp();
        var job = await jobs.RunAsync(people, mapping, cancellationToken);
        var time = Stopwatch.GetElapsedTime(start);
        return job.Created == Rows
            ? new Measured(Name, time, null, null, $"< {ResultTable.Text(Target)}", time < Target)
            : throw new InvalidOperationException($"{job.Created} of {Rows} contacts were imported: {job.Message ?? job.Problems.FirstOrDefault()?.Message}");
    }

    private static async Task<string> WriteAsync(TemporaryFolder folder, string name, int rows, string header, Func<int, string> line)
    {
        var path = Path.Combine(folder.Path, name);
        await File.WriteAllLinesAsync(path, Enumerable.Range(0, rows).Select(line).Prepend(header));
        return path;
    }

    private static string CompanyLine(int number) => string.Create(CultureInfo.InvariantCulture, $"Imported company {number},software");

    private static string PersonLine(int number) => string.Create(
        CultureInfo.InvariantCulture,
        $"Anna {number % 977},\"Imported, {number}\",imported{number}@example.com,+1 312 555 0{number % 1000:000},lead,{new DateOnly(1960, 1, 1).AddDays(number % 15_000):yyyy-MM-dd},Imported company {number % Companies}");
}
