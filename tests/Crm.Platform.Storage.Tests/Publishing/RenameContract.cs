using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;

namespace Crm.Platform.Storage.Tests.Publishing;

/// <summary>Renames keep data, alike on every database.</summary>
public abstract class RenameContract(Func<Task<TestDatabase>> database)
{
    private const string Site = "{'name':'site','properties':{'name':{'type':'string'}}}";
    private const string Visit = "{'name':'visit','properties':{'subject':{'type':'string','x-crm':{'unique':true}},'order':{'type':'integer','x-crm':{'index':true}},'site_id':{'type':'string','x-crm':{'lookup':'site'}}},'x-crm':{'indexes':[['order','subject']]}}";
    private const string View = "{'name':'visit_all','entity':'visit','columns':['subject','order'],'filter':'order > 1'}";

    private Task<TestPlatform> StartAsync() => TestPlatform.StartAsync(database);

    [Fact]
    public async Task Rename_KeepsTheValues_WhenAFieldIsRenamed()
    {
        await using var platform = await DefinedAsync();
        var id = await platform.AddAsync("visit", ("subject", "A"), ("order", 4L));
        await platform.PatchAsync("visit", "{'properties':{'order':null,'position':{'type':'integer','x-crm':{'index':true,'renamedFrom':'order'}}},'x-crm':{'indexes':[['position','subject']]}}");

        var plan = await platform.PlanAsync();
        var published = await platform.PublishDraftAsync();

        Assert.StartsWith("remove_view visit_all, rename_field visit.position, change_field visit.position", plan.Steps(), StringComparison.Ordinal);
        Assert.Empty(plan.Losses);
        Assert.Equal(1, plan.Operations.First(o => o.Kind == "rename_field").Rows);
        Assert.Equal(["columns[1].field", "filter"], plan.Broken.Select(b => b.Path));
        Assert.All(plan.Broken, b => Assert.EndsWith("It is called 'position' now.", b.Message, StringComparison.Ordinal));
        Assert.True(published.IsSuccess);
        Assert.Equal(4L, (await platform.ReadAsync("visit", id))["position"]);
    }

    [Fact]
    public async Task Rename_IsGoneFromTheDefinition_OncePublished()
    {
        await using var platform = await DefinedAsync();
        await platform.PatchAsync("visit", "{'properties':{'subject':null,'what':{'type':'string','x-crm':{'unique':true,'renamedFrom':'subject'}}},'x-crm':{'indexes':null}}");
        await platform.PublishDraftAsync();

        var definition = (await platform.Get<IPublisher>().DefinitionsAsync("entity", null, Caller.Platform, CancellationToken.None)).Value.Single(d => d.Name == "visit");

        Assert.DoesNotContain("renamedFrom", definition.Json.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty((await platform.Get<IPublisher>().DraftAsync(Caller.Platform, CancellationToken.None)).Value.Changes);
    }

    [Fact]
    public async Task Rename_KeepsRecordsAndLinks_WhenAnEntityIsRenamed()
    {
        await using var platform = await DefinedAsync();
        var site = await platform.AddAsync("site", ("name", "North"));
        var visit = await platform.AddAsync("visit", ("subject", "A"), ("site_id", site));
        await platform.DraftAsync("{'name':'place','properties':{'name':{'type':'string'}},'x-crm':{'renamedFrom':'site'}}");
        await platform.PatchAsync("visit", "{'properties':{'site_id':{'x-crm':{'lookup':'place'}}}}");

        var plan = await platform.PlanAsync();
        await platform.PublishDraftAsync();

        Assert.Equal("rename_entity place, change_address place, change_entity place, change_indexes place", plan.Steps());
        Assert.Equal("Its records move from /api/data/sites to /api/data/places.", plan.Operations[1].Message);
        Assert.Equal((0, 0), (plan.Losses.Length, plan.Broken.Length));
        Assert.Equal("North", (await platform.ReadAsync("place", site))["name"]);
        Assert.Equal(site, (await platform.ReadAsync("visit", visit))["site_id"]);
        Assert.Null(platform.Snapshot.Entity("site"));
    }

    [Fact]
    public async Task Rename_NamesTheLookups_WhenTheyStillPointAtTheOldName()
    {
        await using var platform = await DefinedAsync();
        await platform.DraftAsync("{'name':'place','properties':{'name':{'type':'string'}},'x-crm':{'renamedFrom':'site'}}");

        var plan = await platform.PlanAsync();

        var broken = Assert.Single(plan.Broken);
        Assert.Equal(("entity", "visit", "properties.site_id.x-crm.lookup"), (broken.Kind, broken.Name, broken.Path));
        Assert.Contains("It is called 'place' now.", broken.Message, StringComparison.Ordinal);
        Assert.Equal("field:visit.site_id", Assert.Single(plan.Losses).Id);
    }

    [Fact]
    public async Task Rename_LeavesKeysAndIndexesWhole_SoThatTheyCanGoLater()
    {
        await using var platform = await DefinedAsync();
        await platform.AddAsync("visit", ("subject", "A"), ("order", 1L));
        await platform.DraftAsync("{'name':'call','properties':{'what':{'type':'string','x-crm':{'unique':true,'renamedFrom':'subject'}},'order':{'type':'integer','x-crm':{'index':true}},'site_id':{'type':'string','x-crm':{'lookup':'site'}}},'x-crm':{'indexes':[['order','what']],'renamedFrom':'visit'}}");
        await platform.PublishDraftAsync();

        var again = await platform.Writer.CreateAsync("call", new Records.Writing.RecordInput().Set("what", "a"), Caller.Platform, CancellationToken.None);
        await platform.PatchAsync("call", "{'properties':{'what':null},'x-crm':{'indexes':null}}");
        var removed = await platform.PublishDraftAsync("field:call.what");

        Assert.Equal("record.unique", again.Failure?.Code);
        Assert.True(removed.IsSuccess, removed.Failure?.Message);
    }

    [Fact]
    public async Task Rename_IsRefused_WhenTheOldNameIsStillThere()
    {
        await using var platform = await DefinedAsync();
        await platform.PatchAsync("visit", "{'properties':{'position':{'type':'integer','x-crm':{'renamedFrom':'order'}}}}");

        var plan = await platform.Get<IPublisher>().PlanAsync(Caller.Platform, CancellationToken.None);

        var problem = Assert.Single(Assert.IsType<Invalid>(plan.Failure).Problems);
        Assert.Equal(("visit.properties.position.x-crm.renamedFrom", "publish.rename"), (problem.Path, problem.Code));
    }

    [Fact]
    public async Task Rename_ConvertsToo_WhenTheKindChangesWithTheName()
    {
        await using var platform = await DefinedAsync();
        var id = await platform.AddAsync("visit", ("subject", "A"), ("order", 4L));
        await platform.DeleteAsync("view", "visit_all");
        await platform.PatchAsync("visit", "{'properties':{'order':null,'position':{'type':'string','x-crm':{'renamedFrom':'order'}}},'x-crm':{'indexes':null}}");

        var published = await platform.PublishDraftAsync();

        Assert.True(published.IsSuccess, published.Failure?.Message);
        Assert.Equal("4", (await platform.ReadAsync("visit", id))["position"]);
    }

    [Fact]
    public async Task Restore_RenamesBack_WhenTheVersionIsFromBeforeTheRename()
    {
        await using var platform = await DefinedAsync();
        var id = await platform.AddAsync("visit", ("subject", "A"), ("order", 4L));
        await platform.DraftAsync("{'name':'call','properties':{'subject':{'type':'string'},'rank':{'type':'integer','x-crm':{'renamedFrom':'order'}},'site_id':{'type':'string','x-crm':{'lookup':'site'}}},'x-crm':{'renamedFrom':'visit'}}");
        await platform.PublishDraftAsync();
        await platform.PatchAsync("call", "{'properties':{'rank':null,'position':{'type':'integer','x-crm':{'renamedFrom':'rank'}}}}");
        await platform.PublishDraftAsync();

        await platform.Get<IPublisher>().RestoreAsync(1, Caller.Platform, CancellationToken.None);
        var plan = await platform.PlanAsync();
        var restored = await platform.PublishDraftAsync();

        Assert.Empty(plan.Losses);
        Assert.True(restored.IsSuccess, restored.Failure?.Message);
        Assert.Equal(4L, (await platform.ReadAsync("visit", id))["order"]);
        Assert.Null(platform.Snapshot.Entity("call"));
    }

    [Fact]
    public async Task Rename_KeepsAutomaticNumbers_InsteadOfGivingThemAgain()
    {
        await using var platform = await StartAsync();
        await platform.DefineAsync("{'name':'ticket','properties':{'what':{'type':'string'},'number':{'type':'string','x-crm':{'kind':'auto_number','pattern':'T-{00}'}}}}");
        await platform.AddAsync("ticket", ("what", "A"));
        var id = await platform.AddAsync("ticket", ("what", "B"));
        await platform.Writer.DeleteAsync("ticket", (await platform.AddAsync("ticket", ("what", "C"))), null, Caller.Platform, CancellationToken.None);
        var number = (await platform.ReadAsync("ticket", id))["number"];
        await platform.PatchAsync("ticket", "{'properties':{'number':null,'code':{'type':'string','x-crm':{'kind':'auto_number','pattern':'X-{000}','renamedFrom':'number'}}}}");

        _ = (await platform.PublishDraftAsync()).Value;

        Assert.Equal(number, (await platform.ReadAsync("ticket", id))["code"]);
    }

    private async Task<TestPlatform> DefinedAsync()
    {
        var platform = await StartAsync();
        await platform.DefineAsync(Site, Visit, View);
        return platform;
    }
}

public sealed class SqliteRenameTests() : RenameContract(TestDatabases.Sqlite);

public sealed class PostgreSqlRenameTests() : RenameContract(TestDatabases.PostgreSql);
