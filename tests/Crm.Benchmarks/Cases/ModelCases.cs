using System.Text.Json.Nodes;
using Crm.Benchmarks.Hosting;
using Crm.Benchmarks.Running;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Writing;
using Crm.Testing.Databases;
using Crm.Testing.Models;

namespace Crm.Benchmarks.Cases;

/// <summary>Hundreds of entities: 300 of 30 fields each, 3,000 lookups in cycles, on a database of their own.</summary>
internal sealed class ModelCases(TestDatabase database) : IAsyncDisposable
{
    /// <summary>Asks for these lines on the command line.</summary>
    public const string Word = "model";

    private const int Entities = 300;
    private const int Fields = 30;
    private const long MostBytes = 200L * 1024 * 1024;
    private const long MostBytesLeft = 20L * 1024 * 1024;

    private ModelHost? _host;
    private long _empty;
    private int _added;

    public IEnumerable<IBenchmark> All =>
    [
        new Once("model: import 300 entities into the draft", TimeSpan.FromSeconds(20), ImportAsync),
        new Once("model: first publish of 300 entities", TimeSpan.FromSeconds(20), PublishAsync),
        new Once("model: one further field, drafted, planned and published", TimeSpan.FromSeconds(1), AddFieldAsync, repeat: 20),
        new Once("model: start", TimeSpan.FromSeconds(5), RestartAsync),
        new Footprint("model: memory of the snapshot and its models", MostBytes, MeasureAsync),
        new Footprint("model: memory that 20 publishes leave behind", MostBytesLeft, MeasureLeftAsync),
    ];

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
    }

    private async Task ImportAsync()
    {
        _empty = Settled();
        _host = await ModelHost.StartAsync(database);
        Check(await _host.Get<IPublisher>().ImportAsync(SyntheticModel.Of(Entities, Fields), Caller.Platform, CancellationToken.None));
    }

    private async Task PublishAsync()
    {
        var published = Check(await _host!.Get<IPublisher>().PublishAsync(null, [], null, Caller.Platform, CancellationToken.None));
        if (published.Operations.Length < Entities)
            throw new InvalidOperationException($"{published.Operations.Length} of {Entities} entities were published.");
    }

    private async Task AddFieldAsync()
    {
        var field = new JsonObject { ["type"] = "string", ["maxLength"] = 100 };
        var patch = new JsonObject { ["properties"] = new JsonObject { [$"added_{++_added}"] = field } };
        var publisher = _host!.Get<IPublisher>();
        Check(await publisher.PatchAsync("entity", SyntheticModel.NameOf(42), patch, Caller.Platform, CancellationToken.None));
        var plan = Check(await publisher.PlanAsync(Caller.Platform, CancellationToken.None));
        Check(await publisher.PublishAsync(plan.PlanId, [], null, Caller.Platform, CancellationToken.None));
    }

    private async Task RestartAsync()
    {
        await _host!.DisposeAsync();
        _host = await ModelHost.StartAsync(database);
    }

    /// <summary>What a host takes that has just started with the model, with all that was loaded for it.</summary>
    private async Task<long> MeasureAsync()
    {
        await RestartAsync();
        return Settled() - _empty;
    }

    /// <summary>Each version is also written and read, so that queries are compiled for its model.</summary>
    private async Task<long> MeasureLeftAsync()
    {
        await UseAsync();
        var before = Settled();
        for (var i = 0; i < 20; i++)
        {
            await AddFieldAsync();
            await UseAsync();
        }

        return Settled() - before;
    }

    private async Task UseAsync()
    {
        Check(await _host!.Get<IRecordWriter>().CreateAsync(SyntheticModel.NameOf(42), new RecordInput().Set("rank", 1L), Caller.Platform, CancellationToken.None));
        Check(await _host!.Get<IRecordReader>().QueryAsync(new RecordQuery(SyntheticModel.NameOf(42)) { Top = 1 }, Caller.Platform, CancellationToken.None));
    }

    private static long Settled()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static T Check<T>(Result<T> outcome) => outcome.Value;
}
