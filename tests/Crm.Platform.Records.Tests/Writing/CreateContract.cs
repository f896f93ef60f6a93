using Crm.Platform.Abstractions;
using Crm.Platform.Records.Writing;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.Writing;

public abstract class CreateContract(Func<Task<TestDatabase>> database)
{
    private static readonly Caller Ann = new(Guid.CreateVersion7(), CallerRights.Read | CallerRights.Write);

    [Fact]
    public async Task Create_StoresEveryType_AndReadsItBack()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site, TestEntities.Visit);
        var site = (await platform.Writer.CreateAsync("site", new RecordInput().Set("name", "North"), Ann, CancellationToken.None)).Value;
        var starts = new DateTime(2026, 5, 1, 8, 15, 30, DateTimeKind.Utc).AddMicroseconds(7);

        var made = await platform.Writer.CreateAsync("visit", new RecordInput()
            .Set("subject", "First").Set("code", "V-1").Set("amount", 1234567890.05m).Set("guests", 7L).Set("day", new DateOnly(2026, 5, 1))
            .Set("starts_at", starts).Set("done", true).Set("order", -3L).Set("site_id", site.Id), Ann, CancellationToken.None);
        var read = (await platform.Reader.FindAsync("visit", made.Value.Id, Ann, CancellationToken.None)).Value;

        Assert.Equal("First", read["subject"]);
        Assert.Equal(1234567890.05m, read["amount"]);
        Assert.Equal(7L, read["guests"]);
        Assert.Equal(new DateOnly(2026, 5, 1), read["day"]);
        Assert.Equal(starts, read["starts_at"]);
        Assert.Equal(DateTimeKind.Utc, ((DateTime)read["starts_at"]!).Kind);
        Assert.Equal(true, read["done"]);
        Assert.Equal(-3L, read["order"]);
        Assert.Equal(site.Id, read["site_id"]);
        Assert.Equal("open", read["status"]);
        Assert.Equal((1L, Ann.UserId, Ann.UserId), (read.Version, read.OwnerId, read.CreatedById));
        Assert.Equal(platform.Clock.GetUtcNow().UtcDateTime, read.CreatedAt);
    }

    [Fact]
    public async Task Create_ListsEveryProblem_WhenSeveralFieldsAreWrong()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site, TestEntities.Visit);

        var made = await platform.Writer.CreateAsync("visit", new RecordInput()
            .Set("status", "lots").Set("amount", -1m).Set("sbject", "x").Set("site_id", Guid.NewGuid()).Set("version", 7L), Ann, CancellationToken.None);

        var invalid = Assert.IsType<Invalid>(made.Failure);
        Assert.Equal(
            [("amount", "field.minimum"), ("sbject", "field.unknown"), ("site_id", "field.lookup"), ("status", "field.choice"), ("subject", "field.required"), ("version", "field.read_only")],
            invalid.Problems.Select(p => (p.Path, p.Code)).Order());
        Assert.Equal("Did you mean 'subject'?", invalid.Problems.Single(p => p.Path == "sbject").Hint);
    }

    [Fact]
    public async Task Create_NamesTheField_WhenAUniqueValueIsTakenInOtherCase()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site, TestEntities.Visit);
        await platform.Writer.CreateAsync("visit", new RecordInput().Set("subject", "A").Set("code", "abc"), Ann, CancellationToken.None);

        var second = await platform.Writer.CreateAsync("visit", new RecordInput().Set("subject", "B").Set("code", "ABC"), Ann, CancellationToken.None);

        var conflict = Assert.IsType<Conflict>(second.Failure);
        Assert.Equal(["code"], conflict.Problems.Select(p => p.Path));
    }

    [Fact]
    public async Task Create_IsRefused_WhenTheCallerMayOnlyRead()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site);

        var made = await platform.Writer.CreateAsync("site", new RecordInput().Set("name", "North"), Ann with { Rights = CallerRights.Read }, CancellationToken.None);

        Assert.IsType<Forbidden>(made.Failure);
        Assert.Equal(0, (await platform.Reader.CountAsync(new("site"), Ann, CancellationToken.None)).Value);
    }

    [Fact]
    public async Task CreateMany_SavesTheGoodRows_WhenOthersAreInvalidOrTaken()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site, TestEntities.Visit);
        var inputs = Enumerable.Range(0, 450).Select(i => new RecordInput().Set("subject", i % 100 == 7 ? null : $"Visit {i}").Set("code", i % 50 == 0 ? "same" : $"c{i}")).ToList();

        var outcomes = (await platform.Writer.CreateManyAsync("visit", inputs, Ann, CancellationToken.None)).Value;

        Assert.Equal(5, outcomes.Count(o => o.Failure is Invalid));
        Assert.Equal(8, outcomes.Count(o => o.Failure is Conflict));
        Assert.Equal(450 - 13, (await platform.Reader.CountAsync(new("visit"), Ann, CancellationToken.None)).Value);
        Assert.True(outcomes[0].IsSuccess);
    }

    [Fact]
    public async Task Create_IsAConflict_WhenTheIdIsTaken()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site);
        var id = Guid.CreateVersion7();
        await platform.Writer.CreateAsync("site", new RecordInput { Id = id }.Set("name", "North"), Ann, CancellationToken.None);

        var again = await platform.Writer.CreateAsync("site", new RecordInput { Id = id }.Set("name", "South"), Ann, CancellationToken.None);

        Assert.Equal("record.exists", Assert.IsType<Conflict>(again.Failure).Code);
    }
}

public sealed class SqliteCreateTests() : CreateContract(TestDatabases.Sqlite);

public sealed class PostgreSqlCreateTests() : CreateContract(TestDatabases.PostgreSql);
