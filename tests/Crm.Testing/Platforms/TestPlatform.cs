using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Definitions.Reading;
using Crm.Platform.Metadata.Layers;
using Crm.Platform.Metadata.Publishing;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Records;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Writing;
using Crm.Platform.Storage;
using Crm.Platform.Storage.Model;
using Crm.Platform.Storage.Platform;
using Crm.Testing.Databases;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Testing.Platforms;

/// <summary>The engine without a host: definitions, storage and records on a database of its own.</summary>
public sealed class TestPlatform : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly TestDatabase _database;

    private TestPlatform(ServiceProvider services, TestDatabase database, TestClock clock)
    {
        _services = services;
        _database = database;
        Clock = clock;
    }

    public TestClock Clock { get; }

    public IRecordReader Reader => Get<IRecordReader>();

    public IRecordWriter Writer => Get<IRecordWriter>();

    public MetadataSnapshot Snapshot => Get<IRecordDatabase>().Current.Snapshot;

    /// <summary>On SQLite.</summary>
    public static Task<TestPlatform> StartAsync(params EntityDefinition[] entities) => StartAsync(TestDatabases.Sqlite, entities);

    /// <summary>On SQLite.</summary>
    /// <param name="configure">Adds what a plugin would: kinds of its own.</param>
    public static Task<TestPlatform> StartAsync(Action<IServiceCollection> configure, params EntityDefinition[] entities) => StartAsync(TestDatabases.Sqlite, configure, entities);

    public static Task<TestPlatform> StartAsync(Func<Task<TestDatabase>> make, params EntityDefinition[] entities) => StartAsync(make, _ => { }, entities);

    /// <param name="configure">Adds what a plugin would: kinds of its own.</param>
    public static async Task<TestPlatform> StartAsync(Func<Task<TestDatabase>> make, Action<IServiceCollection> configure, params EntityDefinition[] entities)
    {
        var database = await make();
        var clock = new TestClock();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock);
        services.AddLogging();
        services.AddCrmMetadata();
        services.AddCrmStorage(database.Configure);
        services.AddCrmRecords(new ConfigurationBuilder().Build());
        configure(services);
        var platform = new TestPlatform(services.BuildServiceProvider(), database, clock);
        await platform.Get<IStorageStart>().PrepareAsync(CancellationToken.None);
        platform.Get<IDefinitionStore>().Activate(MetadataSnapshot.Empty);
        if (entities.Length > 0)
            await platform.PublishAsync(entities);
        return platform;
    }

    /// <summary>Starts on the definitions of a folder, as the host does.</summary>
    public static Task<TestPlatform> StartShippedAsync(string definitions, Func<Task<TestDatabase>>? make = null) => StartShippedAsync(definitions, make, []);

    /// <summary>The same with plugins, each an id and a folder of definitions.</summary>
    public static async Task<TestPlatform> StartShippedAsync(string definitions, Func<Task<TestDatabase>>? make, IReadOnlyList<(string Id, string Folder)> plugins)
    {
        var platform = await StartAsync(make ?? TestDatabases.Sqlite, services =>
        {
            foreach (var (id, folder) in plugins)
                services.AddSingleton<IPluginDefinitions>(new Plugin(id, folder));
        });
        await platform.Get<IDefinitionStart>().StartAsync(definitions, CancellationToken.None);
        return platform;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Makes exactly these entities the next version, tables and all.</summary>
    public Task<MetadataSnapshot> PublishAsync(params EntityDefinition[] entities) => PublishAsync(entities, [], []);

    /// <summary>As <see cref="PublishAsync(EntityDefinition[])"/>, with roles written as JSON.</summary>
    public Task<MetadataSnapshot> PublishAsync(IEnumerable<string> roles, params EntityDefinition[] entities) =>
        PublishAsync(entities, [], [], [.. roles.Select(role => DefinitionReader.ReadRole(JsonNode.Parse(role)!.AsObject()).Value)]);

    /// <summary>Makes exactly these definitions the next version.</summary>
    public async Task<MetadataSnapshot> PublishAsync(IEnumerable<EntityDefinition> entities, IEnumerable<RuleDefinition> rules, IEnumerable<FormDefinition> forms, params RoleDefinition[] roles)
    {
        var before = Snapshot;
        var after = new MetadataSnapshot(before.Version + 1, [.. entities.Select(Completed)], [.. forms], [], []) { Rules = [.. rules], Roles = [.. roles] };
        return (await CommitAsync(before, after)).Value;
    }

    /// <summary>Makes exactly these definitions the next version, read as the host reads them, links of relations included.</summary>
    /// <param name="definitions">Kind and JSON of each.</param>
    /// <exception cref="InvalidOperationException">One of them has a problem.</exception>
    public async Task<MetadataSnapshot> PublishAsync(IEnumerable<(string Kind, string Json)> definitions)
    {
        var before = Snapshot;
        var stored = definitions.Select(d => (d.Kind, Json: DefinitionText.Parse(d.Json).Value)).Select(d => new StoredDefinition(d.Kind, d.Json["name"]!.GetValue<string>(), d.Json));
        var reading = Get<ModelReader>().Read(before.Version + 1, [.. stored]);
        if (!reading.Problems.IsEmpty)
            throw new InvalidOperationException(string.Join('\n', reading.Problems));
        return (await CommitAsync(before, reading.Snapshot)).Value;
    }

    /// <summary>Commits one snapshot as the next version, without looking at the records first.</summary>
    public async Task<Result<MetadataSnapshot>> CommitAsync(MetadataSnapshot before, MetadataSnapshot after, long draftRevision = 0)
    {
        var store = Get<IDefinitionStore>();
        var difference = Get<SnapshotDiff>().Compare(before, after, await store.TombstonesAsync(CancellationToken.None));
        return await store.CommitAsync(new StoredVersion(after.Version, "{}", "{}", Clock.GetUtcNow().UtcDateTime, null, null), draftRevision, difference.Change, CancellationToken.None);
    }

    /// <summary>An entity from its JSON, as the host reads it.</summary>
    public EntityDefinition Read(string json) => Get<DefinitionReader>().ReadEntity(DefinitionText.Parse(json).Value).Value;

    /// <summary>With what the kinds of its fields imply, which definitions made by hand leave out.</summary>
    private EntityDefinition Completed(EntityDefinition entity) => entity with
    {
        Fields = [.. entity.Fields.Select(f => Get<IFieldKindRegistry>().Get(f) is var kind ? kind.Complete(f with { Traits = kind.Traits }) : f)],
    };

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _database.DisposeAsync();
    }

    private sealed record Plugin(string Id, string Folder) : IPluginDefinitions;
}
