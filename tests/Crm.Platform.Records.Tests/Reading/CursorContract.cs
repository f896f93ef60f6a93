using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Writing;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.Reading;

/// <summary>Pages that go on after the last record of the page before.</summary>
public abstract class CursorContract(Func<Task<TestDatabase>> database)
{
    private const int Visits = 60;

    private static readonly Caller Ann = new(Guid.CreateVersion7(), CallerRights.Read | CallerRights.Write);

    private static readonly RecordSort[][] Sorts =
    [
        [], [new("id")], [new("subject")], [new("code")], [new("status")], [new("amount")], [new("guests")], [new("day")], [new("starts_at")], [new("done")], [new("at")], [new("site_id")],
        [new("modified_at")], [new("version")], [new("owner_id")], [new("site.name")], [new("site.parent.name")], [new("double")], [new("done"), new("amount")], [new("status"), new("done"), new("day")], [new("site.name"), new("guests")],
    ];

    [Fact]
    public async Task Pages_HoldEveryRecordOnce_InTheOrderOfTheWhole()
    {
        await using var platform = await FilledAsync();
        foreach (var sort in Sorts.SelectMany(Directions))
        {
            var query = new RecordQuery("visit") { Sort = [.. sort], Expand = ["site"] };

            var whole = Ids(await PageAsync(platform, query with { Top = 1000 }));
            var paged = await WalkAsync(platform, query with { Top = 7 });

            Assert.Equal(Visits, whole.Count);
            Assert.True(whole.SequenceEqual(paged), $"Pages differ from the whole by {string.Join(", ", sort.Select(s => s.ToString()))}.");
        }
    }

    [Fact]
    public async Task Query_IgnoresCase_WhenItSortsByTheTextOfALookup()
    {
        await using var platform = await FilledAsync();

        var page = await PageAsync(platform, new RecordQuery("visit") { Filter = ExpressionParser.Parse("site_id != null").Value, Sort = [new("site.name")], Expand = ["site"], Top = 1000 });

        Assert.Equal(["North", "south", "World"], page.Rows.Select(r => (string)r.Target("site")!["name"]!).Distinct());
    }

    [Fact]
    public async Task Pages_NeitherRepeatNorMiss_WhenRecordsComeAndGoBeforeThem()
    {
        await using var platform = await FilledAsync();
        var query = new RecordQuery("visit") { Sort = [new("subject")], Filter = ExpressionParser.Parse("status != 'lost'").Value, Top = 10 };
        var whole = Ids(await PageAsync(platform, query with { Top = 1000 }));

        var first = await PageAsync(platform, query);
        await platform.Writer.CreateAsync("visit", new RecordInput().Set("subject", "A new one, before all others").Set("status", "open"), Ann, CancellationToken.None);
        await platform.Writer.DeleteAsync("visit", first.Rows[^1].Record.Id, null, Ann, CancellationToken.None);
        var second = await PageAsync(platform, query with { After = first.Next });

        Assert.Equal(whole.Skip(10).Take(10), Ids(second));
    }

    [Theory]
    [InlineData("guests", "many", "00000000-0000-0000-0000-000000000000")]
    [InlineData("guests", "3", "not an id")]
    [InlineData("guests", "3", null)]
    [InlineData("subject", "a\0b", "00000000-0000-0000-0000-000000000000")]
    [InlineData("day", "2026-02-31", "00000000-0000-0000-0000-000000000000")]
    [InlineData("starts_at", "-1", "00000000-0000-0000-0000-000000000000")]
    public async Task Query_IsRefused_WhenTheCursorIsNotOfIt(string sort, string value, string? id)
    {
        await using var platform = await FilledAsync();

        var page = await platform.Reader.QueryAsync(new RecordQuery("visit") { Sort = [new(sort)], After = new RecordCursor([value, id]) }, Ann, CancellationToken.None);

        Assert.Equal("query.after", Assert.IsType<Invalid>(page.Failure).Code);
    }

    [Fact]
    public async Task Query_IsRefused_WhenTheCursorHasOtherKeys()
    {
        await using var platform = await FilledAsync();
        var first = await PageAsync(platform, new RecordQuery("visit") { Sort = [new("subject"), new("day")], Top = 5 });

        var page = await platform.Reader.QueryAsync(new RecordQuery("visit") { Sort = [new("subject")], After = first.Next }, Ann, CancellationToken.None);

        Assert.Equal("query.after", Assert.IsType<Invalid>(page.Failure).Code);
    }

    private static IEnumerable<RecordSort[]> Directions(RecordSort[] sort) => sort.Length < 2
        ? [sort, [.. sort.Select(s => s with { Descending = true })]]
        : [sort, [.. sort.Select(s => s with { Descending = true })], [.. sort.Select((s, i) => s with { Descending = i % 2 == 0 })], [.. sort.Select((s, i) => s with { Descending = i % 2 == 1 })]];

    private static async Task<List<Guid>> WalkAsync(TestPlatform platform, RecordQuery query)
    {
        var seen = new List<Guid>();
        do
        {
            var page = await PageAsync(platform, query);
            seen.AddRange(Ids(page));
            query = query with { After = page.Next };
        }
        while (query.After is not null && seen.Count <= Visits);
        return seen;
    }

    private static async Task<RecordPage> PageAsync(TestPlatform platform, RecordQuery query)
    {
        var page = await platform.Reader.QueryAsync(query, Ann, CancellationToken.None);
        Assert.True(page.IsSuccess, page.IsSuccess ? "" : page.Failure.Message);
        return page.Value;
    }

    private static List<Guid> Ids(RecordPage page) => [.. page.Rows.Select(r => r.Record.Id)];

    /// <summary>Every field is unset in some and the same in several.</summary>
    private async Task<TestPlatform> FilledAsync()
    {
        var visit = TestEntities.Visit with
        {
            Fields = [.. TestEntities.Visit.Fields, new("at", FieldKinds.Time) { Title = "At" }, new("double", FieldKinds.Money) { Title = "Double", Scale = 2, Currency = "EUR", Formula = "amount * 2", IsVirtual = true }],
        };
        var platform = await TestPlatform.StartAsync(database, TestEntities.Site, visit);
        var sites = new List<Guid>();
        foreach (var (name, parent) in new[] { ("World", -1), ("North", 0), ("south", 0), ("North", 1) })
            sites.Add((await platform.Writer.CreateAsync("site", new RecordInput().Set("name", name).Set("parent_id", parent < 0 ? null : sites[parent]), Ann, CancellationToken.None)).Value.Id);
        for (var i = 0; i < Visits; i++)
        {
            var made = await platform.Writer.CreateAsync("visit", Visit(i, sites), i % 4 == 0 ? Caller.Platform : Ann, CancellationToken.None);
            Assert.True(made.IsSuccess, made.IsSuccess ? "" : made.Failure.Message);
            if (i % 7 == 0)
                platform.Clock.Advance(TimeSpan.FromMilliseconds(1.5));
        }
        return platform;
    }

    private static RecordInput Visit(int i, List<Guid> sites) => new RecordInput()
        .Set("subject", (i % 3 == 0 ? "visit " : "Visit ") + i % 11)
        .Set("code", i % 5 == 0 ? null : $"c{i * 37 % 100}")
        .Set("status", i % 2 == 0 ? "open" : "won")
        .Set("amount", i % 4 == 1 ? null : i % 6 * 10.25m)
        .Set("guests", i % 3 == 2 ? null : (long)(i % 5))
        .Set("day", i % 4 == 2 ? null : new DateOnly(2026, 1, 1 + i % 9))
        .Set("starts_at", i % 5 == 4 ? null : new DateTime(2026, 3, 1, i % 6, 0, 0, DateTimeKind.Utc).AddMicroseconds(i % 3))
        .Set("done", (i % 3) switch { 0 => null, 1 => true, _ => false })
        .Set("at", i % 4 == 0 ? null : new TimeOnly(i % 7, 30))
        .Set("site_id", i % 5 == 4 ? null : sites[i % 5 % 4]);
}

public sealed class SqliteCursorTests() : CursorContract(TestDatabases.Sqlite);

public sealed class PostgreSqlCursorTests() : CursorContract(TestDatabases.PostgreSql);
