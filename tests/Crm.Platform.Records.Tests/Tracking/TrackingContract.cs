using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Tests.Rights;
using Crm.Platform.Records.Tracking;
using Crm.Platform.Records.Upkeep;
using Crm.Platform.Records.Writing;
using Crm.Platform.Storage.Events;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Tests.Tracking;

public abstract class TrackingContract(Func<Task<TestDatabase>> database)
{
    private const string Own = """{"name":"rep","entities":{"visit":{"create":true,"read":"own","update":"own","delete":"own","fields":{"margin":"hidden","badge":"hidden"}},"site":{"read":true}}}""";
    private const string North = """{"name":"north","entities":{"visit":{"read":true,"where":"site.region == 'north'"},"site":{"read":true}}}""";

    private static readonly RecordQuery Visits = new("visit");

    [Fact]
    public async Task Changes_TellWhatIsNew_Other_AndGone()
    {
        await using var company = await Company.StartAsync(database);
        var (kept, dropped, closed) = ((await company.VisitAsync("kept", null)).Id, (await company.VisitAsync("dropped", null)).Id, (await company.VisitAsync("closed", null)).Id);
        var follower = await Follower.BeginAsync(company.Platform, Visits with { Filter = ExpressionParser.Parse("status == 'open'").Value }, Caller.Platform);

        await company.VisitAsync("new", null);
        await company.VisitAsync("other", null, ("status", "closed"));
        await company.ChangeAsync(Caller.Platform, kept, ("subject", "kept on"));
        await company.ChangeAsync(Caller.Platform, closed, ("status", "closed"));
        await company.DeleteAsync(Caller.Platform, dropped);
        await follower.LookAsync();
        var first = string.Join(", ", follower.Heard.Order());
        await follower.LookAsync();

        Assert.Equal("changed, changed unknown, deleted, kept on, new", first);
        Assert.Empty(follower.Heard);
        Assert.Equal(2, follower.Copy.Count);
    }

    [Fact]
    public async Task Looks_OfOneCaller_AreKeptUpToANumber()
    {
        await using var company = await Company.StartAsync(database, Own);
        var follower = await Follower.BeginAsync(company.Platform, Visits, Company.With(company.Ann, "rep"));
        var first = follower.Token;
        for (var look = 0; look < 60; look++)
        {
            company.Platform.Clock.Advance(TimeSpan.FromSeconds(1));
            await follower.LookAsync(settled: false);
        }

        await using var context = await company.Platform.Get<IDbContextFactory<EventContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        Assert.Equal(50, await context.Deltas.CountAsync(TestContext.Current.CancellationToken));
        Assert.Equal("delta.gone", Assert.IsType<Stale>((await follower.AskAsync(first)).Failure).Code);
        Assert.True((await follower.AskAsync(follower.Token)).IsSuccess);
    }

    [Fact]
    public async Task Changes_ComeInPages_OfTheSizeAsked()
    {
        await using var company = await Company.StartAsync(database);
        var gone = (await company.VisitAsync("v0", null)).Id;
        var follower = await Follower.BeginAsync(company.Platform, Visits, Caller.Platform);
        foreach (var number in Enumerable.Range(1, 7))
            await company.VisitAsync($"v{number}", null);
        await company.DeleteAsync(Caller.Platform, gone);

        await follower.SettleAsync();
        var page = (await follower.AskAsync(follower.Token, 3)).Value;
        await company.VisitAsync("meanwhile", null);
        await follower.LookAsync(3);

        Assert.Equal((true, 3), (page.HasMore, page.Rows.Length + page.Removed.Length));
        Assert.Equal("deleted, meanwhile, v1, v2, v3, v4, v5, v6, v7", string.Join(", ", follower.Heard.Order()));
    }

    [Fact]
    public async Task Changes_MissNothing_OfAListThatChangesWhileItIsRead()
    {
        await using var company = await Company.StartAsync(database, Own);
        foreach (var number in Enumerable.Range(0, 6))
            await company.VisitAsync($"v{number}", company.Ann);
        var gone = new Queue<Guid>();

        foreach (var caller in new[] { Caller.Platform, Company.With(company.Ann, "rep") })
        {
            var follower = await Follower.BeginAsync(company.Platform, Visits with { Sort = [new("subject")] }, caller, pageSize: 2, async () =>
            {
                if (gone.TryDequeue(out var id))
                    await company.DeleteAsync(Caller.Platform, id);
                gone.Enqueue((await company.VisitAsync($"v{gone.Count}x", company.Ann)).Id);
            });
            await follower.LookAsync(2);

            Assert.Equal((await VersionsAsync(company.Platform, caller)).Order(), follower.Copy.Select(c => (c.Key, c.Value)).Order());
        }
    }

    /// <summary>Of two writers side by side the one that began first commits last.</summary>
    [Fact]
    public async Task Changes_MissNothing_WhenTransactionsEndInAnotherOrder()
    {
        await using var company = await Company.StartAsync(database);
        var follower = await Follower.BeginAsync(company.Platform, Visits, Caller.Platform);
        var (written, end) = (new TaskCompletionSource(), new TaskCompletionSource());
        var slow = company.Platform.Get<IRecordTransactions>().RunAsync<Record>(async writer =>
        {
            var made = await writer.CreateAsync("visit", Company.Input(("subject", "slow")), Caller.Platform, CancellationToken.None);
            written.TrySetResult();
            await end.Task;
            return made;
        }, CancellationToken.None);
        await written.Task;

        var fast = company.VisitAsync("fast", null);
        // Where one writes at a time the other waits for it.
        if (company.Platform.Get<Storage.Databases.IDatabase>().TextCollation == "C")
            await fast;
        await follower.LookAsync(settled: false);
        var before = string.Join(' ', follower.Heard);
        end.SetResult();
        await Task.WhenAll(slow, fast);
        await follower.LookAsync();

        Assert.DoesNotContain("slow", before, StringComparison.Ordinal);
        Assert.Contains("slow", follower.Heard);
        Assert.Equal(2, follower.Copy.Count);
    }

    [Fact]
    public async Task Changes_LeadToACopy_WhileManyWrite()
    {
        await using var company = await Company.StartAsync(database);
        var ids = new List<Guid>();
        foreach (var number in Enumerable.Range(0, 20))
            ids.Add((await company.VisitAsync($"v{number}", null)).Id);
        var follower = await Follower.BeginAsync(company.Platform, Visits, Caller.Platform);

        var writers = Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(() => WriteAsync(company, ids, writer))));
        while (!writers.IsCompleted)
            await follower.LookAsync(7, settled: false);
        await writers;
        await follower.LookAsync();

        Assert.Equal((await VersionsAsync(company.Platform, Caller.Platform)).Order(), follower.Copy.Select(c => (c.Key, c.Value)).Order());
    }

    [Fact]
    public async Task LimitedCaller_HearsNothing_OfRecordsOutOfReach()
    {
        await using var company = await Company.StartAsync(database, Own);
        var (mine, theirs) = ((await company.VisitAsync("mine", company.Ann)).Id, (await company.VisitAsync("theirs", company.Bob)).Id);
        var follower = await Follower.BeginAsync(company.Platform, Visits, Company.With(company.Ann, "rep"));

        await company.ChangeAsync(Caller.Platform, theirs, ("subject", "theirs still"));
        await company.DeleteAsync(Caller.Platform, theirs);
        await company.VisitAsync("another", company.Bob);
        await follower.LookAsync();
        var nothing = follower.Heard.Count;
        await company.ChangeAsync(Caller.Platform, mine, (SystemFields.OwnerId, company.Bob));
        await company.DeleteAsync(Caller.Platform, mine);
        await follower.LookAsync();

        Assert.Equal(0, nothing);
        Assert.Equal(["changed"], follower.Heard);
    }

    [Fact]
    public async Task LimitedCaller_HearsOfWhatComesIntoReach_OrLeavesIt_ThoughTheRecordIsTheSame()
    {
        await using var company = await Company.StartAsync(database, North, Own);
        var visit = (await company.VisitAsync("here", company.Bob, ("site_id", company.North))).Id;
        var shared = (await company.VisitAsync("shared", company.Bob)).Id;
        var (north, rep) = (await Follower.BeginAsync(company.Platform, Visits, Company.With(company.Ann, "north")), await Follower.BeginAsync(company.Platform, Visits, Company.With(company.Ann, "rep")));

        await company.Platform.Writer.UpdateAsync("site", company.North, Company.Input(("region", "south")), null, Caller.Platform, CancellationToken.None);
        await company.ShareAsync(Caller.Platform, shared, company.Ann);
        await north.LookAsync();
        await rep.LookAsync();

        Assert.Equal(("shared changed", "shared"), (string.Join(' ', north.Heard), string.Join(' ', rep.Heard)));
        Assert.DoesNotContain(visit, north.Copy.Keys);
    }

    [Fact]
    public async Task LimitedCaller_MayFollowAnOldLinkAgain()
    {
        await using var company = await Company.StartAsync(database, Own);
        var mine = (await company.VisitAsync("mine", company.Ann)).Id;
        var follower = await Follower.BeginAsync(company.Platform, Visits, Company.With(company.Ann, "rep"));
        var first = follower.Token;
        await company.DeleteAsync(Caller.Platform, mine);
        await company.VisitAsync("new", company.Ann);

        await follower.LookAsync();
        await follower.SettleAsync();
        var again = (await follower.AskAsync(first)).Value;

        Assert.Equal((1, 1, true), (again.Rows.Length, again.Removed.Length, again.Removed[0].IsDeleted));
        Assert.IsType<Stale>((await company.Platform.Get<IChangeTracking>().ReadAsync(Visits, first, 10, Company.With(company.Bob, "rep"), CancellationToken.None)).Failure);
    }

    [Fact]
    public async Task ChangeOfAHiddenValueAlone_IsNotTold_WhereTheRecordIsNotChangedByIt()
    {
        EntityDefinition site = new("site", [new("name", FieldKinds.Text), new("total", FieldKinds.Integer) { ReadOnly = true, Rollup = new("visit", "site_id", RollupFunction.Count, null, null) }]);
        EntityDefinition visit = new("visit", [new("subject", FieldKinds.Text), new("site_id", FieldKinds.Lookup) { Lookup = "site" }]);
        await using var platform = await TestPlatform.StartAsync(database);
        await platform.PublishAsync(["""{"name":"blind","entities":{"site":{"read":true,"fields":{"total":"hidden"}}}}""", """{"name":"seeing","entities":{"*":{"read":true}}}"""], site, visit);
        var id = (await platform.Writer.CreateAsync("site", Company.Input(("name", "S")), Caller.Platform, CancellationToken.None)).Value.Id;
        var user = Guid.CreateVersion7();
        var (blind, seeing) = (await Follower.BeginAsync(platform, new("site"), Company.With(user, "blind")), await Follower.BeginAsync(platform, new("site"), Company.With(user, "seeing")));

        await platform.Writer.CreateAsync("visit", Company.Input(("subject", "V"), ("site_id", id)), Caller.Platform, CancellationToken.None);
        await blind.LookAsync();
        await seeing.LookAsync();

        Assert.Equal(("", "S"), (string.Join(' ', blind.Heard), string.Join(' ', seeing.Heard)));
    }

    [Fact]
    public async Task OldToken_IsRefused_OnceItsChangesAreForgotten()
    {
        await using var company = await Company.StartAsync(database);
        var follower = await Follower.BeginAsync(company.Platform, Visits, Caller.Platform);
        var old = follower.Token;
        await company.VisitAsync("first", null);
        company.Platform.Clock.Advance(TimeSpan.FromDays(20));
        await follower.LookAsync();
        await company.VisitAsync("second", null);
        company.Platform.Clock.Advance(TimeSpan.FromDays(20));

        await PruneAsync(company.Platform);
        await follower.LookAsync();

        Assert.Equal(["second"], follower.Heard);
        Assert.Equal("delta.gone", Assert.IsType<Stale>((await follower.AskAsync(old)).Failure).Code);
    }

    [Fact]
    public async Task EntityNobodyFollows_IsNotNotedAnyMore()
    {
        await using var company = await Company.StartAsync(database);
        var follower = await Follower.BeginAsync(company.Platform, Visits, Caller.Platform);
        company.Platform.Clock.Advance(TimeSpan.FromDays(31));

        await PruneAsync(company.Platform);
        await company.VisitAsync("unheard", null);

        Assert.IsType<Stale>((await follower.AskAsync(follower.Token)).Failure);
        Assert.Equal(["unheard"], (await Follower.BeginAsync(company.Platform, Visits, Caller.Platform)).Heard);
        Assert.IsType<Stale>((await follower.AskAsync(follower.Token)).Failure);
    }

    [Fact]
    public async Task Token_IsRefused_OnceAPublishWroteValuesItself()
    {
        EntityDefinition note = new("note", [new("name", FieldKinds.Text), new("size", FieldKinds.Text)]);
        await using var platform = await TestPlatform.StartAsync(database, note);
        var follower = await Follower.BeginAsync(platform, new("note"), Caller.Platform);

        await platform.PublishAsync(note with { Fields = [.. note.Fields, new("more", FieldKinds.Text)] });
        var added = await follower.AskAsync(follower.Token);
        await platform.PublishAsync(note with { Fields = [note.Fields[0]] });

        Assert.True(added.IsSuccess);
        Assert.IsType<Stale>((await follower.AskAsync(follower.Token)).Failure);
    }

    [Fact]
    public async Task EntityThePlatformKeeps_CannotBeFollowed()
    {
        await using var company = await Company.StartAsync(database);

        Assert.Null((await company.Platform.Get<IChangeTracking>().BeginAsync(new("user"), Caller.Platform, CancellationToken.None)).Value);
    }

    private static async Task WriteAsync(Company company, List<Guid> ids, int seed)
    {
        var random = new Random(seed);
        foreach (var turn in Enumerable.Range(0, 40))
        {
            var id = ids[random.Next(ids.Count)];
            _ = random.Next(5) switch
            {
                0 => (await company.VisitAsync($"w{seed} {turn}", null)).Id,
                1 => (await company.DeleteAsync(Caller.Platform, id)).IsSuccess ? id : Guid.Empty,
                2 => (await company.RestoreAsync(Caller.Platform, id)).IsSuccess ? id : Guid.Empty,
                _ => (await company.ChangeAsync(Caller.Platform, id, ("subject", $"w{seed} {turn}"))).IsSuccess ? id : Guid.Empty,
            };
        }
    }

    private static Task<int> PruneAsync(TestPlatform platform) => platform.Get<IEnumerable<IHourlyJob>>().OfType<TrackingPruning>().Single().RunAsync(CancellationToken.None);

    private static async Task<IEnumerable<(Guid, long)>> VersionsAsync(TestPlatform platform, Caller caller) =>
        (await platform.Reader.QueryAsync(Visits with { Top = 1000 }, caller, CancellationToken.None)).Value.Rows.Select(r => (r.Record.Id, r.Record.Version));
}

public sealed class SqliteTrackingTests() : TrackingContract(TestDatabases.Sqlite);

public sealed class PostgreSqlTrackingTests() : TrackingContract(TestDatabases.PostgreSql);
