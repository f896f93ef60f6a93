namespace Crm.Benchmarks.Running;

/// <summary>A figure and what it should be.</summary>
/// <param name="Platform">Time of one operation on the platform; <see langword="null"/> when it could not be run, which <paramref name="Target"/> then explains.</param>
/// <param name="Plain">The same of the hand-written side; <see langword="null"/> where there is none.</param>
/// <param name="Ratio">Throughput of the platform over that of the hand-written side; <see langword="null"/> where there is none.</param>
internal sealed record Measured(string Name, TimeSpan? Platform, TimeSpan? Plain, double? Ratio, string Target, bool Passed);
