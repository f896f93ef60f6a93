using Crm.Platform.Abstractions;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Tests.Computed;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.Rights;

/// <summary>What is explained must be what happens.</summary>
public sealed class AccessExplainerTests
{
    private const string Clerk = """{"name":"clerk","entities":{"*":{"create":true,"read":true,"update":"own","delete":"none"},"order":{"read":true,"update":true,"fields":{"day":"read"}}}}""";

    [Fact]
    public async Task Action_IsExplainedByItsOwnScope()
    {
        await using var platform = await StartAsync();
        var order = await platform.AddAsync("customer", ("name", "A"));

        var actions = (await ExplainAsync(platform, "customer", order, Clara)).Actions.ToDictionary(a => a.Action, a => (a.Allowed, a.Reasons.Single().Code));

        Assert.Equal((true, "access.all"), actions[AccessAction.Read]);
        Assert.Equal((false, "access.own"), actions[AccessAction.Update]);
        Assert.Equal((false, "access.none"), actions[AccessAction.Delete]);
    }

    [Fact]
    public async Task Action_IsNotAllowed_WhenItsCallerMayOnlyRead()
    {
        await using var platform = await StartAsync();
        var order = await platform.AddAsync("order", ("number", "1"));
        var reading = Clara with { Rights = CallerRights.Read };

        var actions = (await ExplainAsync(platform, "order", order, reading)).Actions.ToDictionary(a => a.Action, a => a.Allowed);
        var update = await platform.Writer.UpdateAsync("order", order, Shop.Input(("number", "2")), null, reading, CancellationToken.None);

        Assert.IsType<Forbidden>(update.Failure);
        Assert.Equal((true, false), (actions[AccessAction.Read], actions[AccessAction.Update]));
    }

    [Fact]
    public async Task Field_IsExplainedAsWritten_OnlyWhereItCanBeSet()
    {
        await using var platform = await StartAsync();
        var order = await platform.AddAsync("order", ("number", "1"));

        var written = (await ExplainAsync(platform, "order", order, Clara)).Fields.Where(f => f.Write).Select(f => f.Field);

        Assert.Equal(["number", "status", "customer_id"], written);
    }

    private static Caller Clara { get; } = Company.With(Guid.CreateVersion7(), "clerk");

    private static async Task<AccessExplanation> ExplainAsync(TestPlatform platform, string entity, Guid id, Caller caller) =>
        (await platform.Get<IAccessExplainer>().ExplainAsync(entity, id, caller, caller, CancellationToken.None)).Value;

    private static async Task<TestPlatform> StartAsync()
    {
        var platform = await TestPlatform.StartAsync();
        await platform.PublishAsync([Clerk], Shop.All);
        return platform;
    }
}
