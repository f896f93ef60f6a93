using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Writing;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.Reading;

public abstract class QueryContract(Func<Task<TestDatabase>> database)
{
    private static readonly Caller Ann = new(Guid.CreateVersion7(), CallerRights.Read | CallerRights.Write);

    [Theory]
    [InlineData("status == 'won'", "Beta")]
    [InlineData("subject == 'ALPHA'", "Alpha")]
    [InlineData("contains(subject, 'LPH')", "Alpha")]
    [InlineData("startsWith(subject, 'ga')", "Gamma")]
    [InlineData("amount > 99.99", "Beta,Gamma")]
    [InlineData("amount * 2 == 201", "Beta")]
    [InlineData("amount == null", "Alpha")]
    [InlineData("day >= '2026-02-01'", "Beta,Gamma")]
    [InlineData("site.name == 'north'", "Alpha,Beta")]
    [InlineData("site.parent.name == 'World'", "Alpha,Beta")]
    [InlineData("site_id == null", "Gamma")]
    [InlineData("order in [1, 3]", "Alpha,Gamma")]
    [InlineData("!(amount > 100.5)", "Beta")]
    public async Task Query_GivesTheMatchingRecords(string filter, string expected)
    {
        await using var platform = await FilledAsync();
        var query = new RecordQuery("visit") { Filter = ExpressionParser.Parse(filter).Value, Sort = [new("subject")] };

        var page = (await platform.Reader.QueryAsync(query, Ann, CancellationToken.None)).Value;

        Assert.Equal(expected, string.Join(',', page.Rows.Select(r => r.Record["subject"])));
        Assert.Equal(page.Rows.Length, (await platform.Reader.CountAsync(query, Ann, CancellationToken.None)).Value);
    }

    [Theory]
    [InlineData("amount", false, "Alpha,Beta,Gamma")]
    [InlineData("amount", true, "Gamma,Beta,Alpha")]
    [InlineData("subject", true, "Gamma,Beta,Alpha")]
    [InlineData("site.name", true, "Alpha,Beta,Gamma")]
    public async Task Query_KeepsTheOrder_WithTargetsAlong(string field, bool descending, string expected)
    {
        await using var platform = await FilledAsync();

        var page = (await platform.Reader.QueryAsync(new RecordQuery("visit") { Sort = [new(field, descending), new("subject")], Expand = ["site"] }, Ann, CancellationToken.None)).Value;

        Assert.Equal(expected, string.Join(',', page.Rows.Select(r => r.Record["subject"])));
        Assert.Equal("North", page.Rows.Single(r => r.Record["subject"] is "Alpha").Target("site")!["name"]);
        Assert.Null(page.Rows.Single(r => r.Record["subject"] is "Gamma").Target("site"));
    }

    [Fact]
    public async Task Query_GivesSeveralTargets_WhenSeveralLookupsAreExpanded()
    {
        await using var platform = await FilledAsync();

        var page = (await platform.Reader.QueryAsync(new RecordQuery("site") { Sort = [new("name")], Expand = ["parent", "owner"] }, Ann, CancellationToken.None)).Value;

        Assert.Equal("World", page.Rows[0].Target("parent")!["name"]);
    }

    [Fact]
    public async Task Query_PagesThroughEverythingOnce()
    {
        await using var platform = await FilledAsync();
        var seen = new List<string>();

        for (var skip = 0; ; skip += 2)
        {
            var page = (await platform.Reader.QueryAsync(new RecordQuery("visit") { Sort = [new("status")], Top = 2, Skip = skip }, Ann, CancellationToken.None)).Value;
            seen.AddRange(page.Rows.Select(r => (string)r.Record["subject"]!));
            if (!page.HasMore)
                break;
        }

        Assert.Equal(["Alpha", "Beta", "Gamma"], seen.Order());
    }

    [Theory]
    [InlineData("alph", "Alpha")]
    [InlineData("V-1 alp", "Alpha")]
    [InlineData("100%", "")]
    [InlineData("zzz", "")]
    public async Task Search_FindsEveryWordInSomeText(string words, string expected)
    {
        await using var platform = await FilledAsync();

        var page = (await platform.Reader.QueryAsync(new RecordQuery("visit") { Search = words }, Ann, CancellationToken.None)).Value;

        Assert.Equal(expected, string.Join(',', page.Rows.Select(r => r.Record["subject"])));
    }

    [Fact]
    public async Task Query_NamesEveryProblem_WhenNothingFits()
    {
        await using var platform = await FilledAsync();
        var query = new RecordQuery("visit") { Filter = ExpressionParser.Parse("sbject == 'x'").Value, Sort = [new("amout")], Expand = ["sit"], Top = 5000 };

        var page = await platform.Reader.QueryAsync(query, Ann, CancellationToken.None);

        var invalid = Assert.IsType<Invalid>(page.Failure);
        Assert.Equal(["expand", "filter", "sort", "top"], invalid.Problems.Select(p => p.Path).Order());
    }

    [Fact]
    public async Task Query_LeavesOutTheTrash_AlsoBehindLookups()
    {
        await using var platform = await FilledAsync();
        var north = (await platform.Reader.QueryAsync(new RecordQuery("site") { Filter = ExpressionParser.Parse("name == 'North'").Value }, Ann, CancellationToken.None)).Value.Rows[0].Record;
        var world = (Guid)north["parent_id"]!;

        await platform.Writer.DeleteAsync("site", world, null, Ann, CancellationToken.None);

        var page = (await platform.Reader.QueryAsync(new RecordQuery("site") { Expand = ["parent"] }, Ann, CancellationToken.None)).Value;
        Assert.Equal("North", Assert.Single(page.Rows).Record["name"]);
        Assert.Null(page.Rows[0].Target("parent"));
        var behind = new RecordQuery("site") { Filter = ExpressionParser.Parse("parent.name == 'World'").Value };
        Assert.Equal(0, (await platform.Reader.CountAsync(behind, Ann, CancellationToken.None)).Value);
    }

    [Fact]
    public async Task Formula_IsComputedAtEverySave_InOrderOfUse()
    {
        var entity = new EntityDefinition("person",
        [
            new("greeting", FieldKinds.Text) { Formula = "'Dear ' + full_name" },
            new("full_name", FieldKinds.Text) { Formula = "trim((first_name ?? '') + ' ' + last_name)" },
            new("first_name", FieldKinds.Text),
            new("last_name", FieldKinds.Text),
        ]);
        await using var platform = await TestPlatform.StartAsync(database, entity);
        var made = (await platform.Writer.CreateAsync("person", new RecordInput().Set("last_name", "Berg"), Ann, CancellationToken.None)).Value;

        await platform.Writer.UpdateAsync("person", made.Id, new RecordInput().Set("first_name", "Linus"), null, Ann, CancellationToken.None);

        Assert.Equal("Dear Berg", made["greeting"]);
        Assert.Equal("Dear Linus Berg", (await platform.Reader.FindAsync("person", made.Id, Ann, CancellationToken.None)).Value["greeting"]);
    }

    private async Task<TestPlatform> FilledAsync()
    {
        var user = new EntityDefinition("user", [new("name", FieldKinds.Text)]) { System = true };
        var platform = await TestPlatform.StartAsync(database, user, TestEntities.Site, TestEntities.Visit);
        var world = await CreateAsync(platform, "site", ("name", "World"));
        var north = await CreateAsync(platform, "site", ("name", "North"), ("parent_id", world));
        await CreateAsync(platform, "visit", ("subject", "Alpha"), ("code", "V-1"), ("order", 1L), ("site_id", north), ("day", new DateOnly(2026, 1, 31)));
        await CreateAsync(platform, "visit", ("subject", "Beta"), ("status", "won"), ("amount", 100.5m), ("order", 2L), ("site_id", north), ("day", new DateOnly(2026, 2, 1)));
        await CreateAsync(platform, "visit", ("subject", "Gamma"), ("amount", 1000m), ("order", 3L), ("day", new DateOnly(2026, 10, 1)));
        return platform;
    }

    private static async Task<Guid> CreateAsync(TestPlatform platform, string entity, params (string Field, object Value)[] values)
    {
        var input = new RecordInput();
        foreach (var (field, value) in values)
            input.Set(field, value);
        return (await platform.Writer.CreateAsync(entity, input, Ann with { UserId = null }, CancellationToken.None)).Value.Id;
    }
}

public sealed class SqliteQueryTests() : QueryContract(TestDatabases.Sqlite);

public sealed class PostgreSqlQueryTests() : QueryContract(TestDatabases.PostgreSql);
