using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Tests.Computed;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.Relations;

/// <summary>Who may see and make links that no role names.</summary>
public abstract class LinkRightsContract(Func<Task<TestDatabase>> database)
{
    private const string Clerk = """{"name":"clerk","entities":{"person":{"read":true,"update":"own","create":true},"tag":{"read":true,"where":"secret == null"}}}""";
    private const string Blind = """{"name":"blind","entities":{"*":{"read":true,"create":true,"update":true,"delete":true},"tag":{"read":false}}}""";
    private const string Named = """{"name":"named","entities":{"person":{"read":true},"tag":{"read":true},"person_tags":{"read":true,"create":true}}}""";

    [Fact]
    public async Task Link_IsSeen_WhereBothEndsAre()
    {
        await using var platform = await Office.StartAsync(database, Clerk);
        var ann = await platform.PersonAsync("Ann");
        var open = await platform.TieAsync(ann, await platform.TagAsync("Open"));
        var hidden = await platform.TieAsync(ann, await platform.AddAsync("tag", ("name", "Hidden"), ("secret", "x")));

        Assert.Equal([open], await LinksAsync(platform, As("clerk")));
        Assert.IsType<NotFound>((await platform.Reader.FindAsync("person_tags", hidden, As("clerk"), CancellationToken.None)).Failure);
        Assert.True((await platform.Reader.FindAsync("person_tags", open, As("clerk"), CancellationToken.None)).IsSuccess);
        Assert.Equal(1, (await platform.Reader.CountAsync(new RecordQuery("person_tags"), As("clerk"), CancellationToken.None)).Value);
    }

    [Fact]
    public async Task Link_IsClosed_WhereOneEndIs_WhateverIsSaidOfOtherEntities()
    {
        await using var platform = await Office.StartAsync(database, Blind);
        await platform.TieAsync(await platform.PersonAsync("Ann"), await platform.TagAsync("Tag"));

        Assert.False((await platform.Reader.QueryAsync(new RecordQuery("person_tags"), As("blind"), CancellationToken.None)).IsSuccess);
        var seen = platform.Get<IRights>().SeenBy(As("blind"));
        Assert.Null(seen.Entity("person_tags"));
        Assert.Null(seen.Entity("person")!.Relation("tags"));
        Assert.NotNull(seen.Entity("person")!.Relation("mates"));
    }

    [Fact]
    public async Task Link_IsMadeAndRemoved_WhereTheDeclaringRecordMayBeChanged()
    {
        await using var platform = await Office.StartAsync(database, Clerk);
        var clerk = As("clerk");
        var (mine, other) = ((await platform.Writer.CreateAsync("person", Shop.Input(("name", "Mine")), clerk, CancellationToken.None)).Value.Id, await platform.PersonAsync("Other"));
        var (open, hidden) = (await platform.TagAsync("Open"), await platform.AddAsync("tag", ("name", "Hidden"), ("secret", "x")));

        var made = await platform.Writer.CreateAsync("person_tags", Shop.Input(("person_id", mine), ("tag_id", open)), clerk, CancellationToken.None);
        var beyond = await platform.Writer.CreateAsync("person_tags", Shop.Input(("person_id", other), ("tag_id", open)), clerk, CancellationToken.None);
        var unseen = await platform.Writer.CreateAsync("person_tags", Shop.Input(("person_id", mine), ("tag_id", hidden)), clerk, CancellationToken.None);
        var foreign = await platform.TieAsync(other, open);

        Assert.True(made.IsSuccess, made.Failure?.Message);
        Assert.Equal("access.reach", Assert.IsType<Forbidden>(beyond.Failure).Code);
        Assert.Equal("field.lookup", Assert.Single(Assert.IsType<Invalid>(unseen.Failure).Problems).Code);
        Assert.IsType<Forbidden>((await platform.Writer.DeleteAsync("person_tags", foreign, null, clerk, CancellationToken.None)).Failure);
        Assert.True((await platform.Writer.DeleteAsync("person_tags", made.Value.Id, null, clerk, CancellationToken.None)).IsSuccess);
    }

    [Fact]
    public async Task TakenPair_IsToldAsUnknown_WhenItsOtherEndIsHidden()
    {
        await using var platform = await Office.StartAsync(database, Clerk);
        var mine = (await platform.Writer.CreateAsync("person", Shop.Input(("name", "Mine")), As("clerk"), CancellationToken.None)).Value.Id;
        var (tied, free) = (await platform.AddAsync("tag", ("name", "A"), ("secret", "x")), await platform.AddAsync("tag", ("name", "B"), ("secret", "x")));
        await platform.TieAsync(mine, tied);

        var taken = await platform.Writer.CreateAsync("person_tags", Shop.Input(("person_id", mine), ("tag_id", tied)), As("clerk"), CancellationToken.None);
        var unseen = await platform.Writer.CreateAsync("person_tags", Shop.Input(("person_id", mine), ("tag_id", free)), As("clerk"), CancellationToken.None);

        Assert.Equal(Assert.IsType<Invalid>(unseen.Failure).Problems, Assert.IsType<Invalid>(taken.Failure).Problems);
    }

    [Fact]
    public async Task Role_ThatNamesTheLink_DecidesAlone()
    {
        await using var platform = await Office.StartAsync(database, Named);
        var (ann, tag) = (await platform.PersonAsync("Ann"), await platform.TagAsync("Tag"));

        var made = await platform.Writer.CreateAsync("person_tags", Shop.Input(("person_id", ann), ("tag_id", tag)), As("named"), CancellationToken.None);

        Assert.True(made.IsSuccess);
        Assert.IsType<Forbidden>((await platform.Writer.DeleteAsync("person_tags", made.Value.Id, null, As("named"), CancellationToken.None)).Failure);
    }

    [Fact]
    public async Task Explanation_SaysThatTheEndsDecide()
    {
        await using var platform = await Office.StartAsync(database, Clerk);
        var link = await platform.TieAsync(await platform.PersonAsync("Other"), await platform.TagAsync("Open"));

        var explained = (await platform.Get<IAccessExplainer>().ExplainAsync("person_tags", link, As("clerk"), Office.Boss, CancellationToken.None)).Value;

        Assert.Equal([true, false, false], explained.Actions.Select(a => a.Allowed));
        Assert.All(explained.Actions, a => Assert.Contains(a.Reasons, r => r.Code == "access.ends" && r.Grants == a.Allowed));
    }

    private static Caller As(string role) => new(Guid.Parse("0197a000-0000-7000-8000-000000000001"), CallerRights.Read | CallerRights.Write) { Roles = RoleSet.Of(role) };

    private static async Task<List<Guid>> LinksAsync(TestPlatform platform, Caller caller) =>
        [.. (await platform.Reader.QueryAsync(new RecordQuery("person_tags"), caller, CancellationToken.None)).Value.Rows.Select(r => r.Record.Id)];
}

public sealed class SqliteLinkRightsTests() : LinkRightsContract(TestDatabases.Sqlite);

public sealed class PostgreSqlLinkRightsTests() : LinkRightsContract(TestDatabases.PostgreSql);
