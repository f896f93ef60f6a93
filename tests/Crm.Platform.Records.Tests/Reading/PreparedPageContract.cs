using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Writing;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.Reading;

/// <summary>The same query object asked again, as views and clients do.</summary>
public abstract class PreparedPageContract(Func<Task<TestDatabase>> database)
{
    private static readonly Caller Ann = new(Guid.CreateVersion7(), CallerRights.Read | CallerRights.Write);
    private static readonly Caller Bob = new(Guid.CreateVersion7(), CallerRights.Read | CallerRights.Write);

    [Fact]
    public async Task Query_SeesNewRecords_WhenAskedAgain()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site, TestEntities.Visit);
        var query = Query("status == 'open'");

        var before = await SubjectsAsync(platform, query, Ann);
        await VisitAsync(platform, "First", Ann);
        await VisitAsync(platform, "Second", Ann);

        Assert.Equal((0, 2), (before.Count, (await SubjectsAsync(platform, query, Ann)).Count));
    }

    [Fact]
    public async Task Query_ReadsTheDayAnew_WhenItAsksForToday()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site, TestEntities.Visit);
        await VisitAsync(platform, "Today", Ann);
        var query = Query("day == today()");

        var today = await SubjectsAsync(platform, query, Ann);
        platform.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal("Today", Assert.Single(today));
        Assert.Empty(await SubjectsAsync(platform, query, Ann));
    }

    [Fact]
    public async Task Query_AnswersEachCaller_WhenItAsksForMe()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site, TestEntities.Visit);
        await VisitAsync(platform, "Ann's", Ann);
        await VisitAsync(platform, "Bob's", Bob);
        var query = Query("owner_id == me()");

        Assert.Equal("Ann's", Assert.Single(await SubjectsAsync(platform, query, Ann)));
        Assert.Equal("Bob's", Assert.Single(await SubjectsAsync(platform, query, Bob)));
    }

    [Fact]
    public async Task Query_KeepsValuesApart_WhenOnlyTheyDiffer()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site, TestEntities.Visit);
        await VisitAsync(platform, "First", Ann);
        await VisitAsync(platform, "Second", Ann);
        var (first, second) = (Query("subject == 'First'"), Query("subject == 'Second'"));

        for (var time = 0; time < 2; time++)
        {
            Assert.Equal("First", Assert.Single(await SubjectsAsync(platform, first, Ann)));
            Assert.Equal("Second", Assert.Single(await SubjectsAsync(platform, second, Ann)));
            Assert.Empty(await SubjectsAsync(platform, second with { Skip = 1 }, Ann));
        }
    }

    private static RecordQuery Query(string filter) => new("visit") { Filter = ExpressionParser.Parse(filter).Value, Sort = [new RecordSort("subject")], Expand = ["site"] };

    private static async Task VisitAsync(TestPlatform platform, string subject, Caller caller)
    {
        var input = new RecordInput().Set("subject", subject).Set("day", DateOnly.FromDateTime(platform.Clock.GetUtcNow().UtcDateTime));
        Assert.True((await platform.Writer.CreateAsync("visit", input, caller, CancellationToken.None)).IsSuccess);
    }

    private static async Task<List<object?>> SubjectsAsync(TestPlatform platform, RecordQuery query, Caller caller) =>
        [.. (await platform.Reader.QueryAsync(query, caller, CancellationToken.None)).Value.Rows.Select(r => r.Record["subject"])];
}

public sealed class SqlitePreparedPageTests() : PreparedPageContract(TestDatabases.Sqlite);

public sealed class PostgreSqlPreparedPageTests() : PreparedPageContract(TestDatabases.PostgreSql);
