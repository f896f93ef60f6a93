using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing;
using Crm.Platform.Records.Writing;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;

namespace Crm.Platform.Storage.Tests.Publishing;

/// <summary>Two nodes on one database, of which neither listens: each must notice by itself.</summary>
public sealed class TwoNodeTests : IAsyncLifetime
{
    private readonly TemporaryFolder _shipped = new();
    private TestDatabase? _database;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabases.PostgreSql();
        Directory.CreateDirectory(Path.Combine(_shipped.Path, "core", "entities"));
        await File.WriteAllTextAsync(Path.Combine(_shipped.Path, "core/entities/note.json"), """{ "name": "note", "plural": "notes", "title": "Note", "type": "object", "properties": { "title": { "type": "string" } } }""");
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
        _shipped.Dispose();
    }

    [Fact]
    public async Task Write_GoesByTheNewestVersion_WhenAnotherNodePublishedIt()
    {
        await using var here = await NodeAsync();
        await using var there = await NodeAsync();
        await PublishAsync(here, """{ "required": ["title"] }""");

        var refused = await there.Writer.CreateAsync("note", new RecordInput(), Caller.Platform, CancellationToken.None);

        Assert.Equal("field.required", Assert.Single(Assert.IsType<Invalid>(refused.Failure).Problems).Code);
        Assert.Equal(2, there.Snapshot.Version);
    }

    [Fact]
    public async Task Read_GoesByTheNewestVersion_WhenAnotherNodeRemovedAColumn()
    {
        await using var here = await NodeAsync();
        await using var there = await NodeAsync();
        var note = (await there.Writer.CreateAsync("note", new RecordInput().Set("title", "T"), Caller.Platform, CancellationToken.None)).Value;
        await PublishAsync(here, """{ "properties": { "title": null, "text": { "type": "string" } } }""");

        var read = await there.Reader.FindAsync("note", note.Id, Caller.Platform, CancellationToken.None);

        Assert.Null(read.Value["text"]);
    }

    [Fact]
    public async Task Publish_IsForOneOfThem_WhenBothPublishAtOnce()
    {
        await using var here = await NodeAsync();
        await using var there = await NodeAsync();
        await here.Get<IPublisher>().PatchAsync("entity", "note", JsonNode.Parse("""{ "properties": { "more": { "type": "integer" } } }""")!.AsObject(), Caller.Platform, CancellationToken.None);
        var plan = (await here.Get<IPublisher>().PlanAsync(Caller.Platform, CancellationToken.None)).Value;

        var outcomes = await Task.WhenAll(new[] { here, there }.Select(node => Task.Run(() => node.Get<IPublisher>().PublishAsync(plan.PlanId, [], null, Caller.Platform, CancellationToken.None))));

        Assert.Single(outcomes, o => o.IsSuccess);
        Assert.IsType<Conflict>(outcomes.Single(o => !o.IsSuccess).Failure);
    }

    private Task<TestPlatform> NodeAsync() => TestPlatform.StartShippedAsync(_shipped.Path, _database!.AnotherNode);

    private static async Task PublishAsync(TestPlatform node, string patch)
    {
        var publisher = node.Get<IPublisher>();
        await publisher.PatchAsync("entity", "note", JsonNode.Parse(patch)!.AsObject(), Caller.Platform, CancellationToken.None);
        var plan = (await publisher.PlanAsync(Caller.Platform, CancellationToken.None)).Value;
        Assert.Null((await publisher.PublishAsync(plan.PlanId, [.. plan.Losses.Select(l => l.Id)], null, Caller.Platform, CancellationToken.None)).Failure);
    }
}
