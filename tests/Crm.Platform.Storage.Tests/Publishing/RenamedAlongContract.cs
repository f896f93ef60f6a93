using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Publishing;
using Crm.Platform.Records.History;
using Crm.Platform.Records.Outbox;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Writing;
using Crm.Platform.Storage.Events;
using Crm.Platform.Storage.Model;
using Crm.Platform.Storage.Sharing;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Storage.Tests.Publishing;

/// <summary>What speaks of a renamed field or entity by name goes along: rights, history, subscriptions, events, shares, counters. Alike on every database.</summary>
public abstract class RenamedAlongContract(Func<Task<TestDatabase>> database)
{
    private const string Visit = "{'name':'visit','x-crm':{'audit':true},'properties':{'subject':{'type':'string'},'order':{'type':'integer'},'margin':{'type':'number'},'number':{'type':'string','x-crm':{'kind':'auto_number','pattern':'V-{00}'}}}}";
    private const string Rep = "{'name':'rep','entities':{'*':{'read':true},'visit':{'create':true,'read':'all','update':'all','fields':{'margin':'hidden','order':'read'}}}}";
    private const string RenameFields = "{'properties':{'order':null,'margin':null,'position':{'type':'integer','x-crm':{'renamedFrom':'order'}},'profit':{'type':'number','x-crm':{'renamedFrom':'margin'}}}}";
    private const string Call = "{'name':'call','x-crm':{'audit':true,'renamedFrom':'visit'},'properties':{'subject':{'type':'string'},'order':{'type':'integer'},'gain':{'type':'number','x-crm':{'renamedFrom':'margin'}},'number':{'type':'string','x-crm':{'kind':'auto_number','pattern':'V-{00}'}}}}";

    private static readonly Guid Ann = Guid.CreateVersion7();

    private static Caller RepCaller => new(Ann, CallerRights.Read | CallerRights.Write) { Roles = RoleSet.Of(["rep"]) };

    [Fact]
    public async Task Rights_GoAlong_WhenFieldsAreRenamed()
    {
        await using var platform = await DefinedAsync();
        var id = await platform.AddAsync("visit", ("subject", "A"), ("margin", 5m));
        await platform.PatchAsync("visit", RenameFields);

        var plan = await platform.PlanAsync();
        _ = (await platform.PublishDraftAsync()).Value;

        Assert.Equal("rename_field visit.position, rename_field visit.profit, change_field visit.position, change_field visit.profit, change_entity visit", plan.Steps());
        Assert.Empty(plan.Broken);
        Assert.Null((await platform.Reader.FindAsync("visit", id, RepCaller, CancellationToken.None)).Value.Layout.Entity.Field("profit"));
        Assert.Equal(FieldRight.Read, platform.Snapshot.Role("rep")!.RuleFor("visit")!.Fields["position"]);
        Assert.Empty((await platform.Get<IPublisher>().DraftAsync(Caller.Platform, CancellationToken.None)).Value.Changes);
    }

    [Fact]
    public async Task Rights_GoAlong_WhenAnEntityIsRenamed_InsteadOfThoseForTheRest()
    {
        await using var platform = await DefinedAsync();
        await platform.DraftAsync(Call);

        _ = (await platform.PublishDraftAsync()).Value;

        var rule = platform.Snapshot.Role("rep")!.Entities["call"];
        Assert.Equal(FieldRight.Hidden, rule.Fields["gain"]);
        Assert.Equal(["*", "call"], platform.Snapshot.Role("rep")!.Entities.Keys);
    }

    [Fact]
    public async Task Rights_GoBack_WhenTheVersionBeforeIsRestored()
    {
        await using var platform = await DefinedAsync();
        await platform.DraftAsync(Call);
        _ = (await platform.PublishDraftAsync()).Value;

        await platform.Get<IPublisher>().RestoreAsync(1, Caller.Platform, CancellationToken.None);
        _ = (await platform.PublishDraftAsync()).Value;

        Assert.Equal(FieldRight.Hidden, platform.Snapshot.Role("rep")!.Entities["visit"].Fields["margin"]);
    }

    [Fact]
    public async Task Rename_NeedsNoRightOverRoles_ForItChangesNone()
    {
        await using var platform = await DefinedAsync();
        await platform.PatchAsync("visit", RenameFields);
        var designer = new Caller(Ann, CallerRights.Read | CallerRights.Customize);
        var plan = (await platform.Get<IPublisher>().PlanAsync(designer, CancellationToken.None)).Value;

        var published = await platform.Get<IPublisher>().PublishAsync(plan.PlanId, [], null, designer, CancellationToken.None);

        Assert.True(published.IsSuccess, published.Failure?.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task History_GoesAlong(bool withEntity)
    {
        await using var platform = await DefinedAsync();
        var id = await platform.AddAsync("visit", ("subject", "A"), ("margin", 5m));
        await platform.Writer.UpdateAsync("visit", id, new RecordInput().Set("margin", 7m), null, Caller.Platform, CancellationToken.None);
        await RenameAsync(platform, withEntity);
        var (entity, field) = withEntity ? ("call", "gain") : ("visit", "profit");

        var history = (await platform.Get<IRecordHistory>().ListAsync(entity, id, null, 10, Caller.Platform, CancellationToken.None)).Value;
        await platform.Get<IRecordHistory>().PutBackAsync(entity, id, history.Entries.First(e => e.Field is not null).Id, false, Caller.Platform, CancellationToken.None);

        Assert.Equal(field, history.Entries[0].Field?.Name);
        Assert.Equal(2, history.Entries.Length);
        Assert.Equal(5m, (await platform.ReadAsync(entity, id))[field]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Subscriptions_AndTheirEvents_GoAlong(bool withEntity)
    {
        await using var platform = await DefinedAsync();
        await platform.Get<ISubscriptions>().AddAsync(Subscription("visit", "subject,margin"), CancellationToken.None);
        var id = await platform.AddAsync("visit", ("subject", "A \"margin\""), ("margin", 5.50m));
        await RenameAsync(platform, withEntity);
        var (entity, field) = withEntity ? ("call", "gain") : ("visit", "profit");

        await platform.Writer.UpdateAsync(entity, id, new RecordInput().Set(field, 7m), null, Caller.Platform, CancellationToken.None);

        await using var context = await platform.Get<IDbContextFactory<EventContext>>().CreateDbContextAsync();
        var events = await context.Outbox.OrderBy(e => e.Sequence).ToListAsync();
        Assert.Equal([entity, entity], events.Select(e => e.Entity));
        Assert.Equal($$$"""{"subject":{"old":null,"new":"A \"margin\""},"{{{field}}}":{"old":null,"new":5.5},"number":{"old":null,"new":"V-01"}}""", events[0].Changes.Replace("5.50", "5.5", StringComparison.Ordinal));
        Assert.Equal($"subject,{field}", (await context.Subscriptions.SingleAsync()).Fields);
    }

    [Fact]
    public async Task SharesAndNumbers_GoAlong_WhenAnEntityIsRenamed()
    {
        await using var platform = await DefinedAsync();
        var id = await platform.AddAsync("visit", ("subject", "A"));
        await using (var context = platform.Get<IRecordDatabase>().Current.CreateContext())
        {
            context.Add(new ShareRow { Id = Guid.CreateVersion7(), Entity = "visit", RecordId = id, PrincipalId = Ann, IsTeam = false, MayWrite = false, CreatedAt = DateTime.UnixEpoch });
            await context.SaveChangesAsync();
        }

        await platform.Writer.DeleteAsync("visit", await platform.AddAsync("visit", ("subject", "B")), null, Caller.Platform, CancellationToken.None);

        await RenameAsync(platform, withEntity: true);

        Assert.Single((await platform.Get<IRecordShares>().ListAsync("call", id, Caller.Platform, CancellationToken.None)).Value);
        Assert.Equal("V-03", (await platform.ReadAsync("call", await platform.AddAsync("call", ("subject", "C"))))["number"]);
    }

    [Fact]
    public async Task Expressions_AreToldAsBroken_WithTheNewName()
    {
        await using var platform = await DefinedAsync();
        await platform.DefineAsync(
            "{'name':'site','properties':{'name':{'type':'string'},'best':{'type':'number','x-crm':{'rollup':{'entity':'trip','via':'site_id','function':'max','field':'length'}}}}}",
            "{'name':'trip','properties':{'length':{'type':'number'},'site_id':{'type':'string','x-crm':{'lookup':'site'}}}}",
            "{'name':'stop','properties':{'trip_id':{'type':'string','x-crm':{'lookup':'trip'}},'part':{'type':'number','x-crm':{'formula':'trip.length / 2'}}}}",
            "{'name':'far','entity':'trip','when':'length > 100','message':'Too far.'}");
        await platform.PatchAsync("trip", "{'properties':{'length':null,'distance':{'type':'number','x-crm':{'renamedFrom':'length'}}}}");

        var plan = await platform.PlanAsync();

        Assert.Equal(["entity site properties.best.x-crm.rollup.field", "entity stop properties.part.x-crm.formula", "rule far when"], plan.Broken.Select(b => $"{b.Kind} {b.Name} {b.Path}").Order(StringComparer.Ordinal));
        Assert.All(plan.Broken, b => Assert.EndsWith("It is called 'distance' now.", b.Message, StringComparison.Ordinal));
        Assert.Equal(["field:site.best", "field:stop.part"], plan.Losses.Select(l => l.Id));
    }

    private static async Task RenameAsync(TestPlatform platform, bool withEntity)
    {
        await (withEntity ? platform.DraftAsync(Call) : platform.PatchAsync("visit", RenameFields));
        _ = (await platform.PublishDraftAsync()).Value;
    }

    private async Task<TestPlatform> DefinedAsync()
    {
        var platform = await TestPlatform.StartAsync(database);
        await platform.DefineAsync(Visit, Rep);
        return platform;
    }

    private static SubscriptionRow Subscription(string entity, string fields) => new()
    {
        Id = Guid.CreateVersion7(),
        Consumer = "test",
        Name = "Test",
        Entity = entity,
        Events = "created,updated",
        Fields = fields,
        Enabled = true,
        Settings = "{}",
        CreatedAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
    };
}

public sealed class SqliteRenamedAlongTests() : RenamedAlongContract(TestDatabases.Sqlite);

public sealed class PostgreSqlRenamedAlongTests() : RenamedAlongContract(TestDatabases.PostgreSql);
