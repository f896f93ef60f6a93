using System.Globalization;
using System.Runtime.InteropServices;
using Crm.Benchmarks.Hosting;

namespace Crm.Benchmarks.Running;

/// <summary>Prints the figures as one Markdown table.</summary>
internal static class ResultTable
{
    public static void Print(IReadOnlyList<Measured> results, Load load, string database)
    {
        var culture = CultureInfo.InvariantCulture;
        Console.WriteLine(string.Create(culture, $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription.Trim()}, {Environment.ProcessorCount} cores; {database}, {load.Contacts:N0} contacts, {load.Accounts:N0} accounts"));
        Console.WriteLine();
        Console.WriteLine("| | platform | hand-written | ratio | target | |");
        Console.WriteLine("|---|---:|---:|---:|---:|---|");
        foreach (var result in results)
            Console.WriteLine(string.Create(culture, $"| {result.Name} | {Text(result.Platform)} | {Text(result.Plain)} | {result.Ratio:0.00} | {result.Target} | {(result.Passed ? "pass" : "FAIL")} |"));
    }

    private static string Text(TimeSpan? time) => time is { } known ? Text(known) : "";

    public static string Text(TimeSpan time) => time.TotalMilliseconds < 10
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMicroseconds:0} µs")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms");
}
