using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Writing;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.Writing;

public abstract class CreateAllContract(Func<Task<TestDatabase>> database)
{
    private static readonly Caller Ann = new(Guid.CreateVersion7(), CallerRights.Read | CallerRights.Write);

    [Fact]
    public async Task CreateAll_StoresEveryBatch_WhenLaterOnesPointAtEarlierOnes()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site, TestEntities.Visit);
        var site = Guid.CreateVersion7();

        var made = await platform.Writer.CreateAllAsync([Sites(site), Visits(site, site)], Ann, CancellationToken.None);

        Assert.Equal(3, made.Value);
        Assert.Equal(2, await CountAsync(platform, "visit"));
    }

    [Fact]
    public async Task CreateAll_StoresNothing_WhenOneRecordIsRefused()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site, TestEntities.Visit);
        var site = Guid.CreateVersion7();

        var made = await platform.Writer.CreateAllAsync([Sites(site), Visits(site, Guid.CreateVersion7())], Ann, CancellationToken.None);

        Assert.Equal("site_id", Assert.Single(Assert.IsType<Invalid>(made.Failure).Problems).Path);
        Assert.Equal((0, 0), (await CountAsync(platform, "site"), await CountAsync(platform, "visit")));
    }

    [Fact]
    public async Task Create_DatesBack_ForThePlatformOnly()
    {
        await using var platform = await TestPlatform.StartAsync(database, TestEntities.Site);
        var moment = new DateTime(2024, 2, 29, 12, 0, 0, DateTimeKind.Utc);
        var input = new RecordInput { CreatedAt = moment }.Set("name", "Old");

        var made = await platform.Writer.CreateAsync("site", input, Caller.Platform, CancellationToken.None);
        var refused = await platform.Writer.CreateAsync("site", input, Ann, CancellationToken.None);

        Assert.Equal((moment, moment), (made.Value.CreatedAt, made.Value.ModifiedAt));
        Assert.Equal(("created_at", "field.read_only"), Assert.IsType<Invalid>(refused.Failure).Problems.Select(p => (p.Path, p.Code)).Single());
    }

    private static NewRecords Sites(Guid id) => new("site", [new RecordInput { Id = id }.Set("name", "North")]);

    private static NewRecords Visits(params Guid[] sites) => new("visit", [.. sites.Select(id => new RecordInput().Set("subject", "Call").Set("site_id", id))]);

    private static async Task<long> CountAsync(TestPlatform platform, string entity) =>
        (await platform.Reader.CountAsync(new RecordQuery(entity), Ann, CancellationToken.None)).Value;
}

public sealed class SqliteCreateAllTests() : CreateAllContract(TestDatabases.Sqlite);

public sealed class PostgreSqlCreateAllTests() : CreateAllContract(TestDatabases.PostgreSql);
