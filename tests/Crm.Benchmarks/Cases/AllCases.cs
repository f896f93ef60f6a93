using Crm.Benchmarks.Hosting;
using Crm.Benchmarks.Running;

namespace Crm.Benchmarks.Cases;

/// <summary>Everything measured, in the order of the table. Publishing comes last: it changes what the others measure.</summary>
internal static class AllCases
{
    public static IEnumerable<IBenchmark> Of(BenchmarkHost host)
    {
        foreach (var benchmark in EngineCases.Of(host))
            yield return benchmark;
        yield return new DeepPageCase(host);
        yield return new SearchCase(host);
        foreach (var benchmark in AccessCases.Of(host))
            yield return benchmark;
        foreach (var benchmark in HttpCases.Of(host))
            yield return benchmark;
        yield return TokenCase.Of(host);
        yield return new BulkCreateCase(host);
        yield return new ImportCase(host);
        yield return new LargeImportCase(host);
        yield return PublishCase.Of(host);
    }
}
