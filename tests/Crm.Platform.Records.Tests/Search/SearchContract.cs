using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Search;
using Crm.Platform.Records.Trash;
using Crm.Platform.Records.Writing;
using Crm.Platform.Storage.Model;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Tests.Search;

public abstract class SearchContract(Func<Task<TestDatabase>> database)
{
    private static readonly EntityDefinition Note = new("note",
    [
        new("name", FieldKinds.Text) { MaxLength = 20_000 },
        new("body", FieldKinds.Multiline) { MaxLength = 20_000 },
        new("code", FieldKinds.Text) { MaxLength = 20_000 },
        new("text", FieldKinds.RichText),
        new("place", FieldKinds.Address),
        new("state", FieldKinds.Choice) { Choices = [new("open", "Open")] },
        new("secret", FieldKinds.Text) { IsSearched = false },
    ])
    { DisplayField = "name" };

    [Theory]
    [InlineData("big", "deal", true)]
    [InlineData("muller", "Müller", true)]
    [InlineData("STRASSE", "Goethestraße", false)]
    [InlineData("goethestr", "Goethestraße", true)]
    [InlineData("anna.meier@exa", "write to anna.meier@example.com", true)]
    [InlineData("\"meier example\"", "anna.meier@example.com", true)]
    [InlineData("\"meier exam\"", "anna.meier@example.com", false)]
    [InlineData("123-4", "+49 89 123-456", true)]
    [InlineData("京都", "東京都の人", true)]
    [InlineData("都京", "東京都の人", false)]
    [InlineData("🎉", "party 🎉 tonight", true)]
    [InlineData("an meier", "Anna Meier", false)]
    [InlineData("anna mei", "Anna Meier", true)]
    [InlineData("anna NOT meier", "Anna Meier", false)]
    [InlineData("NOT berta", "Anna Meier", true)]
    [InlineData("berta OR anna", "Anna Meier", true)]
    [InlineData("berta OR NOT carla", "Anna Meier", true)]
    [InlineData("-", "a - b", false)]
    [InlineData("' OR 1=1 --", "Anna", false)]
    [InlineData("words:anna*", "anna", false)]
    public async Task Search_FindsByWords(string search, string body, bool isFound)
    {
        await using var platform = await TestPlatform.StartAsync(database, Note);
        await AddAsync(platform, ("name", "big"), ("body", body));

        Assert.Equal(isFound ? 1 : 0, await FindAsync(platform, search));
    }

    [Fact]
    public async Task Search_LooksIntoTextsAndTheirParts_AndNothingElse()
    {
        await using var platform = await TestPlatform.StartAsync(database, Note);
        await AddAsync(platform, ("name", "one"), ("text", "<p>he<b>ll</b>o</p><p>world</p>"), ("place", CompositeValue.Empty.With("city", "Ulm")), ("state", "open"), ("secret", "treasure"));

        int[] found = [await FindAsync(platform, "hello"), await FindAsync(platform, "\"hello world\""), await FindAsync(platform, "ulm"), await FindAsync(platform, "open"), await FindAsync(platform, "treasure"), await FindAsync(platform, "strong OR p OR b")];

        Assert.Equal([1, 1, 1, 0, 0, 0], found);
    }

    [Fact]
    public async Task Search_AsksWordsOfOneField_ToStandSideBySide()
    {
        await using var platform = await TestPlatform.StartAsync(database, Note);
        await AddAsync(platform, ("name", "big"), ("body", "deal"));

        Assert.Equal((1, 0), (await FindAsync(platform, "big deal"), await FindAsync(platform, "\"big deal\"")));
    }

    [Fact]
    public async Task Search_FollowsEveryChange()
    {
        await using var platform = await TestPlatform.StartAsync(database, Note);
        var id = await AddAsync(platform, ("name", "first"));
        var begun = await FindAsync(platform, "first");

        await platform.Writer.UpdateAsync("note", id, new RecordInput().Set("name", "second"), null, Caller.Platform, CancellationToken.None);
        var changed = (await FindAsync(platform, "first"), await FindAsync(platform, "second"));
        await platform.Writer.DeleteAsync("note", id, null, Caller.Platform, CancellationToken.None);
        var deleted = (await FindAsync(platform, "second"), await FindAsync(platform, "second", trashed: true));
        await platform.Writer.RestoreAsync("note", id, Caller.Platform, CancellationToken.None);
        var restored = await FindAsync(platform, "second");

        Assert.Equal((1, (0, 1), (0, 1), 1), (begun, changed, deleted, restored));
    }

    [Fact]
    public async Task Search_ForgetsWhatIsDeletedForGood()
    {
        await using var platform = await TestPlatform.StartAsync(database, Note);
        var id = await AddAsync(platform, ("name", "gone"));
        await platform.Writer.DeleteAsync("note", id, null, Caller.Platform, CancellationToken.None);
        await platform.Get<ITrash>().PurgeAsync("note", id, Caller.Platform, CancellationToken.None);

        Assert.Equal(0, await IndexedAsync(platform));
    }

    [Fact]
    public async Task Search_KnowsNothingOfARefusedWrite()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Visit with { Fields = [.. TestEntities.Visit.Fields.Where(f => f.Lookup is null)] });
        RecordInput[] inputs = [new RecordInput().Set("subject", "one").Set("code", "X"), new RecordInput().Set("subject", "two").Set("code", "X"), new RecordInput().Set("subject", "three")];

        await platform.Writer.CreateManyAsync("visit", inputs, Caller.Platform, CancellationToken.None);

        Assert.Equal((2, 1, 0, 1), (await IndexedAsync(platform), await FindAsync(platform, "one", "visit"), await FindAsync(platform, "two", "visit"), await FindAsync(platform, "three", "visit")));
    }

    [Theory]
    [InlineData("a ", 65)]
    [InlineData("NOT ", 1_000_000)]
    [InlineData("a(", 1_000_000)]
    public async Task Search_OfTooMuch_IsRefusedByName(string text, int times)
    {
        await using var platform = await TestPlatform.StartAsync(database, Note);
        var query = new RecordQuery("note") { Search = string.Concat(Enumerable.Repeat(text, times)) };

        var refused = Assert.IsType<Invalid>((await platform.Reader.QueryAsync(query, Caller.Platform, CancellationToken.None)).Failure);

        Assert.Equal(("search", "query.search"), (refused.Problems[0].Path, refused.Problems[0].Code));
    }

    [Fact]
    public async Task Search_CountsAndPagesLikeAList()
    {
        await using var platform = await TestPlatform.StartAsync(database, Note);
        foreach (var number in Enumerable.Range(0, 25))
            await AddAsync(platform, ("name", $"item {number:00}"), ("code", number % 2 == 0 ? "even" : "odd"));
        var query = new RecordQuery("note") { Search = "even", Sort = [new("name", true)], Top = 4 };
        var seen = new List<string>();

        for (var page = (await platform.Reader.QueryAsync(query, Caller.Platform, CancellationToken.None)).Value; ; page = (await platform.Reader.QueryAsync(query with { After = page.Next }, Caller.Platform, CancellationToken.None)).Value)
        {
            seen.AddRange(page.Rows.Select(r => (string)r.Record["name"]!));
            if (!page.HasMore)
                break;
        }

        Assert.Equal(Enumerable.Range(0, 13).Select(n => $"item {24 - (2 * n):00}"), seen);
        Assert.Equal(13, (await platform.Reader.CountAsync(query, Caller.Platform, CancellationToken.None)).Value);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Search_MeansTheSame_AsSpeltOutInMemory(int seed)
    {
        await using var platform = await TestPlatform.StartAsync(database, Note);
        var random = new RandomTexts(seed);
        var inputs = Enumerable.Range(0, 100).Select(_ => new RecordInput().Set("name", random.Text()).Set("body", random.Text()).Set("code", random.Text())).ToList();
        await platform.Writer.CreateManyAsync("note", inputs, Caller.Platform, CancellationToken.None);
        var stored = (await platform.Reader.QueryAsync(new RecordQuery("note") { Top = 1000 }, Caller.Platform, CancellationToken.None)).Value.Rows.Select(r => r.Record).ToList();

        foreach (var search in Enumerable.Range(0, 100).Select(_ => random.Search()))
        {
            var page = await platform.Reader.QueryAsync(new RecordQuery("note") { Search = search, Top = 1000 }, Caller.Platform, CancellationToken.None);
            var node = SearchReader.Read(search);
            var expected = stored.Where(r => string.IsNullOrWhiteSpace(search) || PlainSearch.Finds(node, [(string?)r["name"], (string?)r["body"], (string?)r["code"]])).Select(r => r.Id).Order();

            Assert.True(page.IsSuccess, $"seed {seed}: {search}: {page.Failure}");
            Assert.True(expected.SequenceEqual(page.Value.Rows.Select(r => r.Record.Id).Order()), $"seed {seed}: {search}: {page.Value.Rows.Length} of {expected.Count()}");
        }
    }

    [Fact]
    public async Task Search_TakesTextsOfAnyLength()
    {
        await using var platform = await TestPlatform.StartAsync(database, Note);
        var many = string.Join(' ', Enumerable.Repeat("the cat", 2_000));
        await AddAsync(platform, ("name", new string('é', 10_000)), ("body", many), ("code", string.Join(' ', Enumerable.Range(0, 3_000))));

        int[] found =
        [
            await FindAsync(platform, new string('E', 10_000)), await FindAsync(platform, new string('e', 39)), await FindAsync(platform, "\"" + new string('e', 39) + "\""),
            await FindAsync(platform, "\"the cat\""), await FindAsync(platform, "\"cat cat\""), await FindAsync(platform, "\"2998 2999\""),
        ];

        Assert.Equal([1, 1, 0, 1, 0, 1], found);
    }

    internal static async Task<int> FindAsync(TestPlatform platform, string search, string entity = "note", bool trashed = false) =>
        (await platform.Reader.QueryAsync(new RecordQuery(entity) { Search = search, Top = 1000, Trashed = trashed }, Caller.Platform, CancellationToken.None)).Value.Rows.Length;

    internal static async Task<Guid> AddAsync(TestPlatform platform, params (string Field, object Value)[] values)
    {
        var input = new RecordInput();
        foreach (var (field, value) in values)
            input.Set(field, value);
        return (await platform.Writer.CreateAsync("note", input, Caller.Platform, CancellationToken.None)).Value.Id;
    }

    /// <summary>Records the index knows of.</summary>
    private static async Task<int> IndexedAsync(TestPlatform platform)
    {
        await using var context = platform.Get<IRecordDatabase>().Current.CreateContext();
        return await context.Database.SqlQuery<int>($"SELECT CAST(count(*) AS integer) AS \"Value\" FROM crm_search").SingleAsync();
    }
}

public sealed class SqliteSearchTests() : SearchContract(TestDatabases.Sqlite);

public sealed class PostgreSqlSearchTests() : SearchContract(TestDatabases.PostgreSql);
