using System.Text.Json.Nodes;
using Crm.Benchmarks.Hosting;
using Crm.Benchmarks.Running;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing;

namespace Crm.Benchmarks.Cases;

/// <summary>From the draft to the field in force: one more text field on the table of contacts.</summary>
internal static class PublishCase
{
    public static IBenchmark Of(BenchmarkHost host)
    {
        var publisher = host.Get<IPublisher>();
        var number = 0;
        return new Deadline("publish one added field", TimeSpan.FromSeconds(1), tries: 5, repeat: 1, async () =>
        {
            var field = new JsonObject { ["type"] = "string", ["title"] = $"Added {++number}", ["maxLength"] = 100 };
            var patch = new JsonObject { ["properties"] = new JsonObject { [$"added_{number}"] = field } };
            Check(await publisher.PatchAsync("entity", "contact", patch, Caller.Platform, CancellationToken.None));
            Check(await publisher.PublishAsync(null, [], null, Caller.Platform, CancellationToken.None));
        });
    }

    private static void Check<T>(Result<T> outcome) => _ = outcome.Value;
}
