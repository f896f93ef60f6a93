using System.Text.Json.Nodes;
using Crm.Platform.Metadata.Layers;
using Crm.Platform.Metadata.Tests.Definitions;

namespace Crm.Platform.Metadata.Tests.Layers;

public sealed class LayerTests
{
    // The examples of RFC 7396, appendix A.
    [Theory]
    [InlineData("{'a':'b'}", "{'a':'c'}", "{'a':'c'}")]
    [InlineData("{'a':'b'}", "{'b':'c'}", "{'a':'b','b':'c'}")]
    [InlineData("{'a':'b'}", "{'a':null}", "{}")]
    [InlineData("{'a':'b','b':'c'}", "{'a':null}", "{'b':'c'}")]
    [InlineData("{'a':['b']}", "{'a':'c'}", "{'a':'c'}")]
    [InlineData("{'a':'c'}", "{'a':['b']}", "{'a':['b']}")]
    [InlineData("{'a':{'b':'c'}}", "{'a':{'b':'d','c':null}}", "{'a':{'b':'d'}}")]
    [InlineData("{'a':[{'b':'c'}]}", "{'a':[1]}", "{'a':[1]}")]
    [InlineData("['a','b']", "['c','d']", "['c','d']")]
    [InlineData("{'a':'b'}", "['c']", "['c']")]
    [InlineData("{'a':'foo'}", "'bar'", "'bar'")]
    [InlineData("{'e':null}", "{'a':1}", "{'e':null,'a':1}")]
    [InlineData("[1,2]", "{'a':'b','c':null}", "{'a':'b'}")]
    [InlineData("{}", "{'a':{'bb':{'ccc':null}}}", "{'a':{'bb':{}}}")]
    public void Apply_FollowsTheStandard(string target, string patch, string expected) =>
        Assert.Equal(Node(expected)!.ToJsonString(), MergePatch.Apply(Node(target), Node(patch))!.ToJsonString());

    [Theory]
    [InlineData("{'a':1,'b':{'c':2,'d':[1,2]}}", "{'a':1,'b':{'c':3,'d':[1,2],'e':{}}}", "{'b':{'c':3,'e':{}}}")]
    [InlineData("{'a':1}", "{'b':2}", "{'a':null,'b':2}")]
    [InlineData("{'a':{'b':1}}", "{'a':5}", "{'a':5}")]
    [InlineData("{'a':[1,{'b':2}]}", "{'a':[1,{'b':2}]}", "{}")]
    [InlineData("{'a':1.0}", "{'a':1}", "{}")]
    public void Diff_IsTheSmallestPatch(string from, string to, string expected)
    {
        var patch = MergePatch.Diff(Reading.Json(from), Reading.Json(to));

        Assert.Equal(Node(expected)!.ToJsonString(), patch.ToJsonString());
        Assert.True(JsonNode.DeepEquals(MergePatch.Apply(Reading.Json(from), patch), Node(to)));
    }

    [Fact]
    public void Apply_ChangesNeitherInput()
    {
        var target = Reading.Json("{'a':{'b':1}}");
        var patch = Reading.Json("{'a':{'c':{'d':2}}}");

        MergePatch.Apply(target, patch)!["a"]!["c"]!["d"] = 9;

        Assert.Equal("{\"a\":{\"b\":1}}", target.ToJsonString());
        Assert.Equal("{\"a\":{\"c\":{\"d\":2}}}", patch.ToJsonString());
    }

    [Fact]
    public void Customisation_SurvivesAnUpgrade_WhenOtherPropertiesChangeBelow()
    {
        var platform = DefinitionSet.Of([Reading.Stored("entity", "{'name':'deal','title':'Deal','properties':{'a':{'type':'string'}}}"), Reading.Stored("view", "{'name':'old','columns':['a']}")]);
        var wanted = platform.With(Reading.Stored("entity", "{'name':'deal','title':'Chance','properties':{'a':{'type':'string'},'b':{'type':'integer'}}}")).Without("view", "old");
        var customisation = wanted.Over(platform);
        var upgraded = DefinitionSet.Of([Reading.Stored("entity", "{'name':'deal','title':'Deal','icon':'new','properties':{'a':{'type':'string','maxLength':9},'c':{'type':'boolean'}}}"), Reading.Stored("view", "{'name':'old','columns':['a']}")]);

        var merged = DefinitionSet.Merge(upgraded, customisation);

        Assert.Equal("{\"entity\":{\"deal\":{\"title\":\"Chance\",\"properties\":{\"b\":{\"type\":\"integer\"}}}},\"view\":{\"old\":null}}", customisation.ToString());
        Assert.Equal("{\"name\":\"deal\",\"title\":\"Chance\",\"icon\":\"new\",\"properties\":{\"a\":{\"type\":\"string\",\"maxLength\":9},\"c\":{\"type\":\"boolean\"},\"b\":{\"type\":\"integer\"}}}", merged.Find("entity", "deal")!.ToJsonString());
        Assert.Equal("deal", Assert.Single(merged.All).Name);
    }

    [Fact]
    public async Task Set_ReadsWhatItWrote_AndKeepsItsOrder()
    {
        var set = DefinitionSet.Of((await Shipped.ReadAsync()).Definitions);

        Assert.Equal(set.ToString(), DefinitionSet.Parse(set.ToString()).Value.ToString());
        Assert.Equal("{}", set.Over(set).ToString());
        Assert.Equal(set.ToString(), DefinitionSet.Merge(DefinitionSet.Empty, set).ToString());
        Assert.Equal(["entity", "form", "view", "app", "role", "rule"], set.All.Select(d => d.Kind).Distinct());
    }

    [Fact]
    public void Set_DoesNotChange_WhenAReaderChangesItsCopy()
    {
        var set = DefinitionSet.Of([Reading.Stored("entity", "{'name':'deal'}")]);

        set.Find("entity", "deal")!["name"] = "other";
        set.All[0].Json["name"] = "other";

        Assert.Equal("{\"entity\":{\"deal\":{\"name\":\"deal\"}}}", set.ToString());
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("{")]
    [InlineData("{\"entity\":5}")]
    [InlineData("{\"entity\":{\"deal\":5}}")]
    public void Parse_Refuses_WhenItIsNoLayer(string json) => Assert.Equal("definition.layer", DefinitionSet.Parse(json).Failure?.Code);

    private static JsonNode? Node(string text) => JsonNode.Parse(text.Replace('\'', '"'));
}
