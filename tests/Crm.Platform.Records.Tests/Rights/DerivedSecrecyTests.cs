using Crm.Platform.Abstractions;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Tests.Computed;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.Rights;

/// <summary>What follows from a hidden field tells it, over however many entities it went.</summary>
public sealed class DerivedSecrecyTests
{
    private const string Clerk = """{"name":"clerk","entities":{"*":{"create":true,"read":true,"update":true},"line":{"create":true,"read":true,"update":true,"fields":{"price":"hidden"}}}}""";
    private const string Total = """{"name":"total","entities":{"order":{"read":true,"fields":{"total":"read"}}}}""";
    private const string Closed = """{"name":"closed","entities":{"customer":{"read":true},"line":{"read":true}}}""";
    private const string MakesOrders = """{"name":"makes_orders","entities":{"customer":{"read":true},"order":{"create":true}}}""";

    [Theory]
    [InlineData("line", "quantity order_id")]
    [InlineData("order", "number status day customer_id label")]
    [InlineData("customer", "name bonus parent_id orders last_day")]
    public async Task Field_IsHidden_WhenItFollowsFromAHiddenOne_InAnotherEntity(string entity, string seen)
    {
        await using var platform = await StartAsync();

        Assert.Equal(seen, Seen(platform, entity, "clerk"));
    }

    [Theory]
    [InlineData("order", "number status day customer_id total label rating")]
    [InlineData("customer", "name bonus parent_id open_total orders last_day mean rating rated_orders family_total")]
    [InlineData("line", "quantity order_id")]
    public async Task Field_IsSeen_WhenWhatItFollowsFromIsOpenedByName(string entity, string seen)
    {
        await using var platform = await StartAsync();

        Assert.Equal(seen, Seen(platform, entity, "clerk", "total"));
    }

    [Theory]
    [InlineData("closed")]
    [InlineData("makes_orders")]
    public async Task Field_IsHidden_WhenItFollowsFromAnEntityNobodyOpensForReading(string role)
    {
        await using var platform = await StartAsync();

        Assert.Equal("name bonus parent_id", Seen(platform, "customer", role));
    }

    [Fact]
    public async Task Field_IsHidden_WhenItFollowsFromAVirtualFormulaOfAnotherEntity_OverAHiddenField()
    {
        await using var platform = await TestPlatform.StartAsync();
        var site = TestEntities.Site with { Fields = TestEntities.Site.Fields.Add(new("twice", FieldKinds.Text) { Formula = "`${region}${region}`", IsVirtual = true }) };
        var visit = TestEntities.Visit with { Fields = TestEntities.Visit.Fields.AddRange(new FieldDefinition("kept", FieldKinds.Text) { Formula = "site.twice" }, new FieldDefinition("shown", FieldKinds.Text) { Formula = "kept", IsVirtual = true }) };
        await platform.PublishAsync(["""{"name":"clerk","entities":{"visit":{"read":true},"site":{"read":true,"fields":{"region":"hidden"}}}}"""], site, visit);

        Assert.DoesNotContain("twice", Seen(platform, "site", "clerk"), StringComparison.Ordinal);
        Assert.DoesNotContain("kept", Seen(platform, "visit", "clerk"), StringComparison.Ordinal);
        Assert.DoesNotContain("shown", Seen(platform, "visit", "clerk"), StringComparison.Ordinal);
    }

    private static string Seen(TestPlatform platform, string entity, params string[] roles) =>
        string.Join(' ', platform.Get<IRights>().SeenBy(Company.With(Guid.CreateVersion7(), roles)).Entity(entity)!.Fields.Select(f => f.Name));

    private static async Task<TestPlatform> StartAsync()
    {
        var platform = await TestPlatform.StartAsync();
        await platform.PublishAsync([Clerk, Total, Closed, MakesOrders], Shop.All);
        return platform;
    }
}
