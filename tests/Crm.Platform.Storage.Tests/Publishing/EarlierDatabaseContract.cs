using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing.Tombstones;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;

namespace Crm.Platform.Storage.Tests.Publishing;

/// <summary>A database that the build before left is taken over without a loss, alike on every make.</summary>
public abstract class EarlierDatabaseContract(Func<Task<TestDatabase>> make) : IAsyncLifetime
{
    private const string Site = "{'name':'site','properties':{'name':{'type':'string'}}}";
    private const string Visit = "{'name':'visit','properties':{'subject':{'type':'string','x-crm':{'unique':true}},'order':{'type':'integer','x-crm':{'index':true}},'note':{'type':'string'},'place':{'type':'object','x-crm':{'kind':'address'}},'site_id':{'type':'string','x-crm':{'lookup':'site'}}}}";

    private const string Long = "a_name_that_is_sixty_characters_long_because_somebody_can_it";

    private readonly TemporaryFolder _shipped = new();
    private TestDatabase _database = null!;
    private Guid _visit;
    private Guid _site;
    private Guid _long;

    public async ValueTask InitializeAsync()
    {
        _database = await make();
        await using (var platform = await StartAsync())
        {
            await platform.DefineAsync(Site, Visit, Site.Replace("site", Long, StringComparison.Ordinal));
            _long = await platform.AddAsync(Long, ("name", "Far"));
            _site = await platform.AddAsync("site", ("name", "North"));
            _visit = await platform.AddAsync("visit", ("subject", "A"), ("order", 1L), ("note", "kept"), ("place", CompositeValue.Empty.With("city", "Wien")));
            await platform.PatchAsync("visit", "{'properties':{'note':null,'place':null,'site_id':null}}");
            _ = (await platform.PublishDraftAsync("field:visit.note", "field:visit.place", "field:visit.site_id")).Value;
            await platform.DeleteAsync("entity", "site");
            await platform.DeleteAsync("entity", Long);
            _ = (await platform.PublishDraftAsync("entity:site", $"entity:{Long}")).Value;
        }

        var kept = await new EarlierBuild(_database).LengthenAsync(Long, 3);
        await new EarlierBuild(_database).LeaveAsync(
            (2, """[{"Entity":"visit","Field":"note","StoredAs":"zz_note_2"},{"Entity":"visit","Field":"site_id","StoredAs":"zz_site_id_2"},{"Entity":"visit","Field":"place.city","StoredAs":"zz_place_city_2"},{"Entity":"visit","Field":"place.street","StoredAs":"zz_place_street_2"}]"""),
            (3, $$"""[{"Entity":"site","Field":null,"StoredAs":"zz_site_3"},{"Entity":"{{Long}}","Field":null,"StoredAs":"{{kept}}"}]"""));
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _shipped.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Start_GivesIndexesTheirPresentNames()
    {
        Assert.Contains("ux_visit_subject", await new EarlierBuild(_database).IndexNamesAsync());

        await using (await StartAsync())
        {
        }

        Assert.Equal(["ix_visit__created_at", "ix_visit__deleted_at", "ix_visit__modified_at", "ix_visit__order", "ix_visit__owner_id", "ux_visit__subject"], await new EarlierBuild(_database).IndexNamesAsync());
    }

    [Fact]
    public async Task Publish_ChangesIndexesThatWereNamedOtherwise()
    {
        await using var platform = await StartAsync();
        await platform.PatchAsync("visit", "{'properties':{'subject':null,'order':null,'what':{'type':'string','x-crm':{'unique':true,'renamedFrom':'subject'}}}}");

        var published = await platform.PublishDraftAsync("field:visit.order");

        Assert.True(published.IsSuccess, published.Failure?.Message);
        Assert.Equal("A", (await platform.ReadAsync("visit", _visit))["what"]);
    }

    [Fact]
    public async Task Tombstones_AreAllThere_WithTheDefinitionsTheyHad()
    {
        await using var platform = await StartAsync();

        var kept = (await platform.Get<ITombstones>().ListAsync(Caller.Platform, CancellationToken.None)).Value;

        Assert.Equal([Long, "site", "visit.note", "visit.place", "visit.site_id"], kept.Select(t => t.Field is null ? t.Entity : $"{t.Entity}.{t.Field}").Order(StringComparer.Ordinal));
        Assert.Equal("address", kept.Single(t => t.Field == "place").FieldAs!.Kind);
        Assert.Equal([3, 3, 2, 2, 2], kept.Select(t => t.Version));
    }

    [Fact]
    public async Task Tombstones_BringTheirDataBack()
    {
        await using var platform = await StartAsync();
        foreach (var tombstone in (await platform.Get<ITombstones>().ListAsync(Caller.Platform, CancellationToken.None)).Value)
            Assert.True((await platform.Get<ITombstones>().RestoreAsync(tombstone.Id, Caller.Platform, CancellationToken.None)).IsSuccess);

        var published = await platform.PublishDraftAsync();

        Assert.True(published.IsSuccess, published.Failure?.Message);
        var visit = await platform.ReadAsync("visit", _visit);
        Assert.Equal("kept", visit["note"]);
        Assert.Equal("Wien", ((CompositeValue)visit["place"]!)["city"]);
        Assert.Equal("North", (await platform.ReadAsync("site", _site))["name"]);
        Assert.Equal("Far", (await platform.ReadAsync(Long, _long))["name"]);
    }

    [Fact]
    public async Task Start_ChangesNothing_TheSecondTime()
    {
        await using (await StartAsync())
        {
        }

        var names = await new EarlierBuild(_database).IndexNamesAsync();
        await using var platform = await StartAsync();

        Assert.Equal(names, await new EarlierBuild(_database).IndexNamesAsync());
        Assert.Equal(5, (await platform.Get<ITombstones>().ListAsync(Caller.Platform, CancellationToken.None)).Value.Length);
    }

    private Task<TestPlatform> StartAsync() => TestPlatform.StartShippedAsync(_shipped.Path, _database.AnotherNode);
}

public sealed class SqliteEarlierDatabaseTests() : EarlierDatabaseContract(TestDatabases.Sqlite);

public sealed class PostgreSqlEarlierDatabaseTests() : EarlierDatabaseContract(TestDatabases.PostgreSql);
