using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Screens.Fields;
using Crm.Platform.Screens.Records;
using Crm.Platform.Screens.Tests.Hosting;
using Crm.Testing.Platforms;

namespace Crm.Platform.Screens.Tests.Records;

public class ConditionTests
{
    private static readonly FormField Reason = new("code") { Visible = "status == 'lost'", Required = "status == 'lost'", ReadOnly = "amount > 100" };

    [Theory]
    [InlineData("lost", 5, true, true, false)]
    [InlineData("open", 5, false, false, false)]
    [InlineData("lost", 500, true, true, true)]
    public async Task Of_FollowsTheRecord_WhenTheFormHasConditions(string status, int amount, bool visible, bool required, bool readOnly)
    {
        await using var host = await ScreensHost.StartAsync();
        var draft = RecordDraft.New(TestEntities.Visit, host.Get<IFieldKindRegistry>());
        draft.Field("status")!.Set(status);
        draft.Field("amount")!.Set((decimal)amount);

        var state = host.Get<IFormConditions>().Of(Reason, draft, draft.Preview(), host.Caller);

        Assert.Equal(new FieldState(visible, required, readOnly), state);
    }

    [Fact]
    public async Task Of_LeavesTheFieldsOwnSetting_WhenTheConditionIsBroken()
    {
        await using var host = await ScreensHost.StartAsync();
        var draft = RecordDraft.New(TestEntities.Visit, host.Get<IFieldKindRegistry>());

        var state = host.Get<IFormConditions>().Of(new FormField("subject") { Visible = "no_such_field ==" }, draft, draft.Preview(), host.Caller);

        Assert.Equal(new FieldState(Visible: true, Required: true, ReadOnly: false), state);
    }

    [Fact]
    public async Task Of_LooksAtTheTarget_WhenTheConditionGoesOverALookup()
    {
        await using var host = await ScreensHost.StartAsync();
        var draft = RecordDraft.New(TestEntities.Visit, host.Get<IFieldKindRegistry>());
        var north = await host.CreateAsync("site", ("name", "Harbour"), ("region", "north"));
        var field = new FormField("code") { Visible = "site.region == 'north'" };

        var before = host.Get<IFormConditions>().Of(field, draft, draft.Preview(), host.Caller);
        draft.Field("site_id")!.Set(north.Id, north);
        var after = host.Get<IFormConditions>().Of(field, draft, draft.Preview(), host.Caller);

        Assert.Equal((false, true), (before.Visible, after.Visible));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("Pacific/Kiritimati", true)]
    public async Task Of_ReadsThePersonsCalendar_WhenTheConditionAsksForToday(string? zone, bool visible)
    {
        // It is the morning of the 15th in UTC and just the 16th on Kiritimati.
        await using var host = await ScreensHost.StartAsync();
        var draft = RecordDraft.New(TestEntities.Visit, host.Get<IFieldKindRegistry>());
        var caller = host.Caller with { Zone = zone is null ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(zone) };

        var state = host.Get<IFormConditions>().Of(new FormField("code") { Visible = "today() == '2026-03-16'" }, draft, draft.Preview(), caller);

        Assert.Equal(visible, state.Visible);
    }

    [Fact]
    public async Task Of_AddsTheConditionsOfTheEntity_ToThoseOfTheForm()
    {
        await using var host = await ScreensHost.StartAsync();
        var draft = RecordDraft.New(Conditional, host.Get<IFieldKindRegistry>());
        draft.Field("status")!.Set("won");

        var state = host.Get<IFormConditions>().Of(new FormField("amount"), draft, draft.Preview(), host.Caller);
        var options = host.Get<IFormConditions>().Of(new FormField("status"), draft, draft.Preview(), host.Caller).Options;

        Assert.Equal(new FieldState(Visible: true, Required: true, ReadOnly: false), state);
        Assert.Equal(["open", "won"], options!.Choices.Select(c => c.Value));
    }

    [Fact]
    public async Task Options_AreThoseThatFitTheRecord_WhenALookupDependsOnAnother()
    {
        await using var host = await ScreensHost.StartAsync();
        var draft = RecordDraft.New(Conditional, host.Get<IFieldKindRegistry>());
        await host.CreateAsync("site", ("name", "North"), ("region", "n"));
        await host.CreateAsync("site", ("name", "South"), ("region", "s"));

        async Task<IEnumerable<string>> OfferedAsync()
        {
            var options = host.Get<IFormConditions>().Of(new FormField("site_id"), draft, draft.Preview(), host.Caller).Options;
            return (await host.Get<LookupSearch>().FindAsync("site", "", options!.Filter, CancellationToken.None)).Value.Select(o => o.Record.Display);
        }

        var without = await OfferedAsync();
        draft.Field("code")!.Set("n");
        var with = await OfferedAsync();

        Assert.Empty(without);
        Assert.Equal(["North"], with);
    }

    [Fact]
    public async Task Conditions_LeaveToTheServer_WhatIsHiddenFromThePerson()
    {
        await using var host = await ScreensHost.StartAsync("""{"name":"rep","entities":{"visit":{"create":true,"read":true},"site":{"read":true,"fields":{"region":"hidden"}}}}""", Guid.CreateVersion7());
        var draft = RecordDraft.New(Conditional, host.Get<IFieldKindRegistry>());
        var site = (await host.Reader.FindAsync("site", (await host.CreateAsync("site", ("name", "North"), ("region", "n"))).Id, host.Caller, CancellationToken.None)).Value;
        draft.Field("site_id")!.Set(site.Id, site);

        var state = host.Get<IFormConditions>().Of(new FormField("code") { Visible = "site.region == 'x'", Required = "site.name == 'North'" }, draft, draft.Preview(), host.Caller);
        var hidden = host.Get<IFormConditions>().Default(new FieldDefinition("code", FieldKinds.Text) { DefaultFormula = "(site.region ?? '') + '!'" }, draft, host.Caller);
        var seen = host.Get<IFormConditions>().Default(new FieldDefinition("code", FieldKinds.Text) { DefaultFormula = "site.name + '!'" }, draft, host.Caller);

        Assert.Equal((true, true, null, "North!"), (state.Visible, state.Required, hidden, seen));
    }

    private static EntityDefinition Conditional => TestEntities.Visit with
    {
        Fields =
        [
            .. TestEntities.Visit.Fields.Select(f => f.Name switch
            {
                "amount" => f with { RequiredWhen = "status == 'won'" },
                "status" => f with { Choices = [f.Choices[0], f.Choices[1], f.Choices[2] with { When = "guests > 3" }] },
                "site_id" => f with { OptionsWhen = "site.region == code" },
                _ => f,
            }),
        ],
    };
}
