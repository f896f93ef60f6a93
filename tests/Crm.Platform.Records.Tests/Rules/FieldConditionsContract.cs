using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Definitions.Reading;
using Crm.Platform.Records.Tests.Computed;
using Crm.Platform.Records.Tests.Rights;
using Crm.Platform.Records.Writing;
using Crm.Testing.Databases;
using Crm.Testing.Platforms;

namespace Crm.Platform.Records.Tests.Rules;

public abstract class FieldConditionsContract(Func<Task<TestDatabase>> database)
{
    private Task<TestPlatform> StartAsync(params EntityDefinition[] entities) => TestPlatform.StartAsync(database, entities);

    [Fact]
    public async Task Required_IsAsked_WhenItsFieldOrWhatItReadsChanges()
    {
        await using var platform = await StartAsync(TestEntities.Site, With("amount", f => f with { RequiredWhen = "status == 'won'" }));
        var visit = await platform.AddAsync("visit", ("subject", "A"));

        var made = await platform.Writer.CreateAsync("visit", Shop.Input(("subject", "B"), ("status", "won")), Shop.Ann, CancellationToken.None);
        var won = await platform.SetAsync("visit", visit, ("status", "won"));
        var both = await platform.SetAsync("visit", visit, ("status", "won"), ("amount", 1m));
        var cleared = await platform.SetAsync("visit", visit, ("amount", null));

        Assert.Equal([("amount", "field.required")], Problems(made));
        Assert.Equal([("amount", "field.required")], Problems(won));
        Assert.True(both.IsSuccess);
        Assert.Equal([("amount", "field.required")], Problems(cleared));
    }

    [Fact]
    public async Task Required_HoldsNobodyUp_WhenAnOldRecordIsChangedElsewhere()
    {
        await using var platform = await StartAsync(TestEntities.Site, TestEntities.Visit);
        var visit = await platform.AddAsync("visit", ("subject", "A"), ("status", "won"));
        await platform.PublishAsync(TestEntities.Site, With("amount", f => f with { RequiredWhen = "status == 'won'" }));

        Assert.True((await platform.SetAsync("visit", visit, ("subject", "B"))).IsSuccess);
    }

    [Fact]
    public async Task ReadOnly_LocksStoredValues_UntilTheConditionIsLifted()
    {
        await using var platform = await StartAsync(TestEntities.Site, With("amount", f => f with { ReadOnlyWhen = "done" }));
        var visit = await platform.AddAsync("visit", ("subject", "A"), ("amount", 1m), ("done", true));

        var locked = await platform.SetAsync("visit", visit, ("amount", 2m));
        var elsewhere = await platform.SetAsync("visit", visit, ("subject", "B"));
        var lifted = await platform.SetAsync("visit", visit, ("amount", 2m), ("done", false));

        Assert.Equal([("amount", "field.locked")], Problems(locked));
        Assert.True(elsewhere.IsSuccess && lifted.IsSuccess);
    }

    [Fact]
    public async Task Hidden_TakesNoValue_AndIsNotRequired()
    {
        await using var platform = await StartAsync(TestEntities.Site, With("amount", f => f with { VisibleWhen = "status == 'won'", RequiredWhen = "true" }));

        var given = await platform.Writer.CreateAsync("visit", Shop.Input(("subject", "A"), ("amount", 1m)), Shop.Ann, CancellationToken.None);
        var without = await platform.Writer.CreateAsync("visit", Shop.Input(("subject", "A")), Shop.Ann, CancellationToken.None);
        var shown = await platform.Writer.CreateAsync("visit", Shop.Input(("subject", "A"), ("status", "won"), ("amount", 1m)), Shop.Ann, CancellationToken.None);

        Assert.Equal([("amount", "field.hidden")], Problems(given));
        Assert.True(without.IsSuccess && shown.IsSuccess);
    }

    [Fact]
    public async Task Options_OfAChoice_DependOnTheRecord()
    {
        await using var platform = await StartAsync(TestEntities.Site, With("status", f => f with { Choices = [.. f.Choices.Select(c => c.Value == "won" ? c with { When = "guests >= 2" } : c)] }));
        var visit = await platform.AddAsync("visit", ("subject", "A"), ("guests", 3L), ("status", "won"));

        var made = await platform.Writer.CreateAsync("visit", Shop.Input(("subject", "A"), ("status", "won")), Shop.Ann, CancellationToken.None);
        var fewer = await platform.SetAsync("visit", visit, ("guests", 1L));
        var lost = await platform.SetAsync("visit", visit, ("guests", 1L), ("status", "lost"));

        Assert.Equal([("status", "field.option")], Problems(made));
        Assert.Equal([("status", "field.option")], Problems(fewer));
        Assert.True(lost.IsSuccess);
    }

    [Fact]
    public async Task Options_OfALookup_MustMeetTheCondition()
    {
        await using var platform = await StartAsync(TestEntities.Site, With("site_id", f => f with { OptionsWhen = "site.region == code" }));
        var (north, south) = (await platform.AddAsync("site", ("name", "N"), ("region", "n")), await platform.AddAsync("site", ("name", "S"), ("region", "s")));

        var fits = await platform.Writer.CreateAsync("visit", Shop.Input(("subject", "A"), ("code", "n"), ("site_id", north)), Shop.Ann, CancellationToken.None);
        var other = await platform.Writer.CreateAsync("visit", Shop.Input(("subject", "A"), ("code", "N"), ("site_id", south)), Shop.Ann, CancellationToken.None);

        Assert.True(fits.IsSuccess);
        Assert.Equal([("site_id", "field.option")], Problems(other));
    }

    [Fact]
    public async Task Default_IsComputedFromWhatWasGiven_WhenNothingIsGivenForIt()
    {
        await using var platform = await StartAsync(TestEntities.Site, With("day", f => f with { DefaultFormula = "addDays(today(), guests ?? 14)" }));

        var computed = await platform.AddAsync("visit", ("subject", "A"), ("guests", 2L));
        var plain = await platform.AddAsync("visit", ("subject", "A"));
        var given = await platform.AddAsync("visit", ("subject", "A"), ("day", null));

        Assert.Equal(new DateOnly(2026, 3, 17), (await platform.ReadAsync("visit", computed))["day"]);
        Assert.Equal(new DateOnly(2026, 3, 29), (await platform.ReadAsync("visit", plain))["day"]);
        Assert.Null((await platform.ReadAsync("visit", given))["day"]);
    }

    [Fact]
    public async Task Today_IsThePersonsDay_WhenARecordIsWritten()
    {
        await using var platform = await StartAsync(TestEntities.Site, With("day", f => f with { DefaultFormula = "today()" }));
        var far = Shop.Ann with { Zone = TimeZoneInfo.FindSystemTimeZoneById("Pacific/Kiritimati") };

        var made = await platform.Writer.CreateAsync("visit", Shop.Input(("subject", "A")), far, CancellationToken.None);

        Assert.Equal(new DateOnly(2026, 3, 16), made.Value["day"]);
    }

    [Fact]
    public async Task Form_RequiresItsFields_OfThoseWhoFillItIn()
    {
        await using var platform = await StartAsync(TestEntities.Site, TestEntities.Visit);
        var form = new FormDefinition("f", "visit", [new FormTab("t", [new FormSection("", 1,
            [new FormField("amount") { Required = "status == 'won'", Visible = "guests != 0" }, new FormField("code") { Required = "true", ReadOnly = "true" }])])]);
        await platform.PublishAsync([TestEntities.Site, TestEntities.Visit], [], [form]);

        Task<Result<Record>> Create(bool throughForm, params (string, object?)[] values) =>
            platform.Writer.CreateAsync("visit", Filled(throughForm, values), Shop.Ann, CancellationToken.None);

        Assert.Equal([("amount", "form.required")], Problems(await Create(true, ("subject", "A"), ("status", "won"), ("guests", 1L))));
        Assert.True((await Create(true, ("subject", "A"), ("status", "won"), ("guests", 0L))).IsSuccess);
        Assert.True((await Create(true, ("subject", "A"), ("status", "open"), ("guests", 1L))).IsSuccess);
        Assert.True((await Create(false, ("subject", "A"), ("status", "won"), ("guests", 1L))).IsSuccess);
    }

    [Theory]
    [InlineData("hidden")]
    [InlineData("read")]
    public async Task Required_IsNotAskedOfThose_WhoMayNotSetTheField(string right)
    {
        await using var platform = await StartAsync();
        var form = new FormDefinition("f", "visit", [new FormTab("t", [new FormSection("", 1, [new FormField("code") { Required = "true" }])])]);
        var role = DefinitionReader.ReadRole(JsonNode.Parse($$$"""{"name":"clerk","entities":{"visit":{"create":true,"read":true,"update":true,"fields":{"amount":"{{{right}}}","code":"{{{right}}}"} } } }""")!.AsObject()).Value;
        await platform.PublishAsync([TestEntities.Site, With("amount", f => f with { RequiredWhen = "status == 'won'" })], [], [form], role);
        var clerk = Company.With(Guid.CreateVersion7(), "clerk");

        var made = await platform.Writer.CreateAsync("visit", Filled(true, [("subject", "A"), ("status", "won")]), clerk, CancellationToken.None);
        var open = await platform.AddAsync("visit", ("subject", "A"), ("status", "open"));
        var changed = await platform.Writer.UpdateAsync("visit", open, Filled(true, [("status", "won")]), null, clerk, CancellationToken.None);
        var asked = await platform.Writer.CreateAsync("visit", Filled(true, [("subject", "A"), ("status", "won")]), Shop.Ann, CancellationToken.None);

        Assert.Equal((null, null), (made.Failure, changed.Failure));
        Assert.Equal([("amount", "field.required"), ("code", "form.required")], Problems(asked).Order());
    }

    [Fact]
    public async Task Form_DoesNotRequire_WhatTheEntityHidesOrLocks()
    {
        await using var platform = await StartAsync(TestEntities.Site, TestEntities.Visit);
        var old = await platform.AddAsync("visit", ("subject", "A"), ("done", true));
        var form = new FormDefinition("f", "visit", [new FormTab("t", [new FormSection("", 1, [new FormField("amount") { Required = "true" }])])]);
        await platform.PublishAsync([TestEntities.Site, With("amount", f => f with { VisibleWhen = "status != 'lost'", ReadOnlyWhen = "done" })], [], [form]);

        var hidden = await platform.Writer.CreateAsync("visit", Filled(true, [("subject", "B"), ("status", "lost")]), Shop.Ann, CancellationToken.None);
        var locked = await platform.Writer.UpdateAsync("visit", old, Filled(true, [("subject", "C")]), null, Shop.Ann, CancellationToken.None);
        var unlocked = await platform.Writer.UpdateAsync("visit", old, Filled(true, [("done", false)]), null, Shop.Ann, CancellationToken.None);
        var made = await platform.Writer.CreateAsync("visit", Filled(true, [("subject", "D"), ("done", true)]), Shop.Ann, CancellationToken.None);

        Assert.Equal((null, null), (hidden.Failure, locked.Failure));
        Assert.Equal([("amount", "form.required")], Problems(unlocked));
        Assert.Equal([("amount", "form.required")], Problems(made));
    }

    private static RecordInput Filled(bool throughForm, (string Field, object? Value)[] values)
    {
        var input = new RecordInput { ThroughForm = throughForm };
        foreach (var (field, value) in values)
            input.Set(field, value);
        return input;
    }

    private static IEnumerable<(string, string)> Problems(Result<Record> result) => Assert.IsType<Invalid>(result.Failure).Problems.Select(p => (p.Path, p.Code));

    private static EntityDefinition With(string field, Func<FieldDefinition, FieldDefinition> change) =>
        TestEntities.Visit with { Fields = [.. TestEntities.Visit.Fields.Select(f => f.Name == field ? change(f) : f)] };
}

public sealed class SqliteFieldConditionsTests() : FieldConditionsContract(TestDatabases.Sqlite);

public sealed class PostgreSqlFieldConditionsTests() : FieldConditionsContract(TestDatabases.PostgreSql);
