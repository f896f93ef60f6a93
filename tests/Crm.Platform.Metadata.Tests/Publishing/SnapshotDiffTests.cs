using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing;
using Crm.Platform.Metadata.Tests.Definitions;
using Crm.Platform.Metadata.Tests.Fields;

namespace Crm.Platform.Metadata.Tests.Publishing;

public sealed class SnapshotDiffTests
{
    private const string Site = "{'name':'site','properties':{'name':{'type':'string'}}}";
    private const string Visit = "{'name':'visit','properties':{'subject':{'type':'string'},'amount':{'type':'number','x-crm':{'kind':'money','index':true}},'site_id':{'type':'string','x-crm':{'lookup':'site'}}}}";
    private const string View = "{'name':'visit_all','entity':'visit','columns':['subject','amount','site.name']}";
    private static readonly (string, string)[] Base = [("entity", Site), ("entity", Visit), ("view", View)];

    [Fact]
    public void Diff_IsEmpty_WhenNothingChanged()
    {
        var difference = Compare(Base, Base);

        Assert.Empty(difference.Operations);
        Assert.Empty(difference.Losses);
        Assert.Empty(difference.Problems);
    }

    [Fact]
    public async Task Diff_IsEmpty_WhenTheShippedDefinitionsAreReadTwice()
    {
        var shipped = (await Shipped.ReadAsync()).Definitions;

        Assert.Empty(new SnapshotDiff(Kinds.Registry).Compare(Reading.Models.Read(1, shipped).Snapshot, Reading.Models.Read(2, shipped), [], []).Operations);
    }

    [Fact]
    public void Diff_AddsEverything_WhenThereWasNothing() =>
        Assert.Equal(["add_entity site", "add_entity visit", "add_view visit_all"], Steps(Compare([], Base)));

    [Fact]
    public void Diff_AddsFieldAndIndex_WhenAFieldIsNew()
    {
        var difference = Compare(Base, [("entity", Site), ("entity", Visit.Replace("'subject':", "'code':{'type':'string','x-crm':{'unique':true}},'rank':{'type':'integer','x-crm':{'index':true}},'subject':", StringComparison.Ordinal)), ("view", View)]);

        Assert.Equal(["add_field visit.code", "add_field visit.rank", "add_key visit.code", "add_index visit.rank"], Steps(difference));
        Assert.Empty(difference.Losses);
    }

    [Fact]
    public void Diff_ChangesOnlyTheField_WhenItsTitleDiffers() =>
        Assert.Equal(["change_field visit.subject"], Steps(Compare(Base, [("entity", Site), ("entity", Visit.Replace("'subject':{", "'subject':{'title':'What',", StringComparison.Ordinal)), ("view", View)])));

    [Fact]
    public void Diff_NamesLossesAndBrokenUses_WhenAFieldIsRemoved()
    {
        var without = Visit.Replace("'amount':{'type':'number','x-crm':{'kind':'money','index':true}},", "", StringComparison.Ordinal);
        var difference = Compare(Base, [("entity", Site), ("entity", without), ("view", View)]);

        Assert.Equal(["remove_index visit.amount", "remove_field visit.amount", "change_view visit_all"], Steps(difference));
        Assert.Equal("field:visit.amount", Assert.Single(difference.Losses).Id);
        Assert.Equal(("view", "visit_all", "columns[1].field"), Assert.Single(difference.Broken) is var broken ? (broken.Kind, broken.Name, broken.Path) : default);
        Assert.Empty(difference.Problems);
    }

    [Fact]
    public void Diff_NamesTheLookups_WhenTheirEntityIsRemoved()
    {
        var difference = Compare(Base, [("entity", Visit), ("view", View)]);

        Assert.Equal(["remove_index visit.site_id", "remove_field visit.site_id", "remove_entity site", "change_view visit_all"], Steps(difference));
        Assert.Equal(["field:visit.site_id", "entity:site"], difference.Losses.Select(l => l.Id));
        Assert.Equal(["entity visit properties.site_id.x-crm.lookup", "view visit_all columns[2].field"], difference.Broken.Select(b => $"{b.Kind} {b.Name} {b.Path}"));
        Assert.Empty(difference.Problems);
    }

    [Fact]
    public void Diff_BreaksTheFilter_WhenItNamesARemovedField()
    {
        (string, string) filtered = ("view", "{'name':'big','entity':'visit','columns':['subject'],'filter':'amount > 5'}");
        var without = Visit.Replace("'amount':{'type':'number','x-crm':{'kind':'money','index':true}},", "", StringComparison.Ordinal);
        var difference = Compare([("entity", Site), ("entity", Visit), filtered], [("entity", Site), ("entity", without), filtered]);

        Assert.Equal("filter", Assert.Single(difference.Broken).Path);
        Assert.Contains("remove_view big", Steps(difference));
    }

    [Fact]
    public void Diff_KeepsMistakesApart_WhenTheyAreNotAboutWhatIsRemoved()
    {
        var difference = Compare(Base, [("entity", Visit), ("view", View.Replace("'subject'", "'subjct'", StringComparison.Ordinal))]);

        Assert.Equal("columns[0].field", Assert.Single(difference.Problems).Problem.Path);
    }

    [Theory]
    [InlineData("'subject':{'type':'string'}", "'subject':{'type':'string','x-crm':{'lookup':'site'}}", "properties.subject.type", "publish.storage_type")]
    [InlineData("'type':'number','x-crm':{'kind':'money','index':true}", "'type':'boolean'", "properties.amount.type", "publish.storage_type")]
    [InlineData("'lookup':'site'", "'lookup':'visit'", "properties.site_id.x-crm.lookup", "publish.lookup")]
    public void Diff_Refuses_WhenNoValueCouldFollow(string from, string to, string path, string code)
    {
        var changed = Visit.Replace(from, to, StringComparison.Ordinal);
        var problems = Compare(Base, [("entity", Site), ("entity", changed)]).Problems;

        Assert.Equal((path, code), problems.Single() is var only ? (only.Problem.Path, only.Problem.Code) : default);
        Assert.NotNull(problems[0].Problem.Hint);
    }

    [Fact]
    public void Diff_Allows_WhenTheStorageStaysTheSame() =>
        Assert.Empty(Compare(Base, [("entity", Site), ("entity", Visit.Replace("'subject':{'type':'string'}", "'subject':{'type':'string','x-crm':{'kind':'multiline'}}", StringComparison.Ordinal)), ("view", View)]).Problems);

    [Fact]
    public void Copies_AnswerFromTheirOwnFields_WhenMadeByWith()
    {
        var visit = Reading.Entity(Visit).Value;
        Assert.NotNull(visit.Field("amount"));

        Assert.Null((visit with { Fields = [new FieldDefinition("other", FieldKinds.Text)] }).Field("amount"));
    }

    private static SnapshotDifference Compare((string, string)[] before, (string, string)[] after) =>
        new SnapshotDiff(Kinds.Registry).Compare(Reading.Model(before).Snapshot, Reading.Model(after), [], []);

    private static IEnumerable<string> Steps(SnapshotDifference difference) =>
        difference.Operations.Select(o => $"{o.Kind} {o.Subject}{(o.Field is null ? "" : "." + o.Field)}");
}
