using Crm.Platform.Metadata.Layers;
using Crm.Platform.Metadata.Tests.Definitions;

namespace Crm.Platform.Metadata.Tests.Layers;

public sealed class RenameMarkTests
{
    [Fact]
    public void Without_TakesMarksAway_AndNothingElse()
    {
        var set = DefinitionSet.Of([
            Reading.Stored("entity", "{'name':'call','properties':{'a':{'type':'string','x-crm':{'renamedFrom':'b'}},'c':{'type':'string','x-crm':{'index':true,'renamedFrom':'d'}}},'x-crm':{'renamedFrom':'visit'}}"),
        ]);

        Assert.Equal(["call  visit", "call a b", "call c d"], RenameMarks.Of(set).Select(m => $"{m.Entity} {m.Field} {m.From}"));
        Assert.Equal("{\"entity\":{\"call\":{\"name\":\"call\",\"properties\":{\"a\":{\"type\":\"string\"},\"c\":{\"type\":\"string\",\"x-crm\":{\"index\":true}}}}}}", RenameMarks.Without(set).ToString());
    }

    [Fact]
    public void Follow_MovesTheAdminsChanges_WhenAShippedFieldIsRenamed()
    {
        var shipped = DefinitionSet.Of([Reading.Stored("entity", "{'name':'visit','properties':{'position':{'type':'integer','x-crm':{'renamedFrom':'order'}}}}")]);
        var custom = DefinitionSet.Empty.With(new("entity", "visit", Reading.Json("{'properties':{'order':{'title':'Rank'}}}")));

        var followed = DefinitionSet.Merge(shipped, RenameMarks.Follow(custom, shipped)).Find("entity", "visit")!;

        Assert.Equal("Rank", (string?)followed["properties"]!["position"]!["title"]);
        Assert.Null(followed["properties"]!["order"]);
    }

    [Fact]
    public void Follow_MovesTheAdminsChanges_WhenAShippedEntityIsRenamed()
    {
        var shipped = DefinitionSet.Of([Reading.Stored("entity", "{'name':'call','title':'Call','properties':{'name':{'type':'string'}},'x-crm':{'renamedFrom':'visit'}}")]);
        var custom = DefinitionSet.Empty.With(new("entity", "visit", Reading.Json("{'title':'Talk','properties':{'name':{'maxLength':5}}}")));

        var followed = RenameMarks.Follow(custom, shipped);

        Assert.Equal("{\"entity\":{\"call\":{\"title\":\"Talk\",\"properties\":{\"name\":{\"maxLength\":5}}}}}", followed.ToString());
    }

    [Fact]
    public void Follow_LeavesNamesThatAreStillShipped()
    {
        var shipped = DefinitionSet.Of([Reading.Stored("entity", "{'name':'visit','properties':{'order':{'type':'integer'},'position':{'type':'integer','x-crm':{'renamedFrom':'order'}}}}")]);
        var custom = DefinitionSet.Empty.With(new("entity", "visit", Reading.Json("{'properties':{'order':{'title':'Rank'}}}")));

        Assert.Same(custom, RenameMarks.Follow(custom, shipped));
    }
}
