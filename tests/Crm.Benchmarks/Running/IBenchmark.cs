namespace Crm.Benchmarks.Running;

/// <summary>One line of the table.</summary>
internal interface IBenchmark
{
    string Name { get; }

    Task<Measured> RunAsync(Rounds rounds, CancellationToken cancellationToken);
}
