using Crm.Platform.Abstractions;
using Crm.Platform.Access.Setup;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Metadata.Layers;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Writing;
using Crm.Platform.Web.Demo;
using Crm.Testing.Platforms;

namespace Crm.Platform.Web.Tests.Demo;

/// <summary>The demo data in a database with the shipped definitions, filled once for all tests.</summary>
public sealed class FilledPlatform : IAsyncLifetime
{
    internal TestPlatform Platform { get; private set; } = null!;

    internal int Made { get; private set; }

    public async ValueTask InitializeAsync()
    {
        Platform = await TestPlatform.StartShippedAsync(ShippedDefinitions.DefaultFolder);
        Made = await Demo().FillAsync(CancellationToken.None);
    }

    internal IDemoData Demo() => new DemoData(Platform.Reader, Platform.Writer, Platform.Clock);

    public ValueTask DisposeAsync() => Platform.DisposeAsync();
}

public sealed class DemoDataTests(FilledPlatform filled) : IClassFixture<FilledPlatform>
{
    [Theory]
    [InlineData("tag", 6)]
    [InlineData("quote", 200)]
    [InlineData("user", 9)]
    [InlineData("product", 30)]
    [InlineData("account", 400)]
    [InlineData("contact", 1_500)]
    [InlineData("lead", 600)]
    [InlineData("deal", 1_200)]
    [InlineData("task", 1_500)]
    [InlineData("case", 500)]
    public async Task Fill_MakesTheRecords_OfEveryEntity(string entity, int expected) =>
        Assert.Equal(expected, await CountAsync(entity, null));

    [Theory]
    [InlineData("contact", "account_id == null || account.created_at > addDays(created_at, 1)")]
    [InlineData("deal", "account_id == null || contact.account_id != account_id || product_id == null")]
    [InlineData("task", "contact_id == null || account_id != contact.account_id")]
    [InlineData("case", "contact_id == null || account_id != contact.account_id")]
    [InlineData("deal", "owner_id == null || engage_date > close_date")]
    public async Task Fill_LeavesNoRecord_WithoutItsLinks(string entity, string broken) =>
        Assert.Equal(0, await CountAsync(entity, broken));

    [Theory]
    [InlineData("deal", "close_date >= today() && close_date <= addDays(today(), 30) && !(stage in ['won', 'lost'])")]
    [InlineData("deal", "stage == 'won' && year(close_date) == year(today())")]
    [InlineData("task", "due_date < today() && !(status in ['done', 'cancelled'])")]
    [InlineData("task", "due_date >= today() && due_date <= addDays(today(), 7) && !(status in ['done', 'cancelled'])")]
    [InlineData("case", "priority in ['high', 'urgent'] && !(status in ['resolved', 'closed'])")]
    [InlineData("lead", "rating == 'hot' && status in ['new', 'working', 'nurturing']")]
    [InlineData("contact", "created_at >= addDays(now(), -30)")]
    public async Task Fill_LeavesNoViewEmpty_ThatLooksAtToday(string entity, string filter) =>
        Assert.InRange(await CountAsync(entity, filter), 5, 1_000);

    [Fact]
    public async Task Fill_SpreadsTheMomentsOfMaking_OverEighteenMonths()
    {
        var old = await CountAsync("deal", "created_at < addDays(now(), -360)");
        var recent = await CountAsync("deal", "created_at >= addDays(now(), -60)");
        Assert.True(old > 30 && recent > 100, $"{old} old deals, {recent} recent ones");
        Assert.Equal(0, await CountAsync("deal", "created_at > now()"));
    }

    [Fact]
    public async Task Fill_DoesNothing_WhenThereAreRecords()
    {
        Assert.Equal(7_427, filled.Made);
        Assert.Equal(0, await filled.Demo().FillAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Fill_GivesTheFirstAdministratorAPart_OfEveryKind()
    {
        foreach (var entity in (string[])["account", "contact", "lead", "deal", "task", "case"])
            Assert.InRange(await CountAsync(entity, $"owner_id == '{FirstAdministrator.Id}'"), 20, 400);
        Assert.InRange(await CountAsync("task", $"owner_id == '{FirstAdministrator.Id}' && !(status in ['done', 'cancelled'])"), 5, 200);
    }

    [Fact]
    public async Task DemoPeople_CannotSignIn() => Assert.Equal(9, await CountAsync("user", "!enabled"));

    [Fact]
    public void Records_AreTheSame_ForTheSameDay()
    {
        var day = new DateOnly(2026, 3, 15);
        Assert.Equal(Texts(DemoRecords.Make(day)), Texts(DemoRecords.Make(day)));
    }

    [Fact]
    public void Names_AreTheSame_OnAnotherDay() =>
        Assert.Equal(Names(DemoRecords.Make(new DateOnly(2026, 3, 15))), Names(DemoRecords.Make(new DateOnly(2027, 8, 1))));

    private static IEnumerable<string> Texts(IReadOnlyList<NewRecords> batches) =>
        batches.SelectMany(b => b.Inputs, (b, i) => $"{b.Entity} {i.Id} {i.CreatedAt:O} {string.Join('|', i.Values.Select(v => $"{v.Key}={v.Value}"))}");

    private static IEnumerable<object?> Names(IReadOnlyList<NewRecords> batches) =>
        batches.SelectMany(b => b.Inputs).Select(i => i.Values.GetValueOrDefault("name") ?? i.Values.GetValueOrDefault("last_name"));

    private async Task<long> CountAsync(string entity, string? filter)
    {
        var node = filter is null ? null : ExpressionParser.Parse(filter).Value;
        return (await filled.Platform.Reader.CountAsync(new RecordQuery(entity) { Filter = node }, Caller.Platform, CancellationToken.None)).Value;
    }
}
