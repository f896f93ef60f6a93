using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
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

        var state = host.Get<IFormConditions>().Of(Reason, TestEntities.Visit.Field("code")!, draft.Preview(), Caller.Nobody);

        Assert.Equal(new FieldState(visible, required, readOnly), state);
    }

    [Fact]
    public async Task Of_LeavesTheFieldsOwnSetting_WhenTheConditionIsBroken()
    {
        await using var host = await ScreensHost.StartAsync();
        var draft = RecordDraft.New(TestEntities.Visit, host.Get<IFieldKindRegistry>());

        var state = host.Get<IFormConditions>().Of(new FormField("subject") { Visible = "no_such_field ==" }, TestEntities.Visit.Field("subject")!, draft.Preview(), Caller.Nobody);

        Assert.Equal(new FieldState(Visible: true, Required: true, ReadOnly: false), state);
    }

    [Fact]
    public async Task Missing_NamesTheField_WhenTheFormRequiresItNow()
    {
        await using var host = await ScreensHost.StartAsync();
        var form = new FormDefinition("f", "visit", [new FormTab("t", [new FormSection("", 1, [Reason])])]);
        var draft = RecordDraft.New(TestEntities.Visit, host.Get<IFieldKindRegistry>());

        var before = host.Get<RequiredFields>().Missing(form, draft, Caller.Nobody);
        draft.Field("status")!.Set("lost");
        var after = host.Get<RequiredFields>().Missing(form, draft, Caller.Nobody);

        Assert.Null(before);
        Assert.Equal("code", Assert.Single(after!.Problems).Path);
    }
}
