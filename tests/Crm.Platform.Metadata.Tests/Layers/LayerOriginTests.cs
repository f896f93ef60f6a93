using System.Text.Json.Nodes;
using Crm.Platform.Metadata.Layers;
using Crm.Platform.Metadata.Tests.Definitions;

namespace Crm.Platform.Metadata.Tests.Layers;

public sealed class LayerOriginTests
{
    private const string Platform = "{'name':'deal','title':'Deal','properties':{'a':{'type':'string','maxLength':9},'b':{'type':'integer'}}}";

    [Fact]
    public void Origins_NameTheTopmostLayerThatSetEachPath()
    {
        var found = Find(Platform, "{'name':'deal','properties':{'a':{'maxLength':20},'points':{'type':'integer'}}}", "{'name':'deal','title':'Chance','properties':{'points':{'title':'Score'}}}");

        Assert.Equal(["platform", "loyalty", "customisation"], found.Layers);
        Assert.Equal(("customisation", "loyalty", "loyalty", "platform"), (found.Origins["title"], found.Origins["properties.a.maxLength"], found.Origins["properties.points.type"], found.Origins["properties.a.type"]));
        Assert.Equal("customisation", found.Origins["properties.points.title"]);
        Assert.Equal("Chance", (string?)found.Definition["title"]);
    }

    [Fact]
    public void Below_IsWhatTheLowerLayersSay_AndNullWhereTheySayNothing()
    {
        var found = Find(Platform, "{'name':'deal','properties':{'a':{'maxLength':20}}}", "{'name':'deal','title':'Chance','icon':'star','properties':{'a':{'maxLength':30}}}");

        Assert.Equal(["icon", "name", "properties.a.maxLength", "title"], found.Below.Keys);
        Assert.Equal(("Deal", 20), ((string?)found.Below["title"], (int?)found.Below["properties.a.maxLength"]));
        Assert.Null(found.Below["icon"]);
    }

    [Fact]
    public void Origins_TellWhoRemovedWhat_AndBelowHasItWhole()
    {
        var found = Find(Platform, null, "{'properties':{'b':null}}");

        Assert.Equal("customisation", found.Origins["properties.b"]);
        Assert.Equal("""{"type":"integer"}""", found.Below["properties.b"]!.ToJsonString());
        Assert.DoesNotContain(found.Origins.Keys, k => k.StartsWith("properties.b.", StringComparison.Ordinal));
    }

    [Fact]
    public void Origins_AreOfTheWholeList_WhenAListIsReplaced()
    {
        var found = Find("{'name':'v','columns':['a','b']}", null, "{'columns':['b']}", "view");

        Assert.Equal("customisation", found.Origins["columns"]);
        Assert.Equal("""["a","b"]""", found.Below["columns"]!.ToJsonString());
    }

    [Fact]
    public void WritingBelowIntoTheDraft_Reverts_AndLeavesNothingOfIt()
    {
        var stack = new DefinitionLayers([new("platform", DefinitionSet.Of([Reading.Stored("entity", Platform)]))], DefinitionSet.Empty);
        var changed = stack.Reaching(Patched(stack, "{'title':'Chance','icon':'star','properties':{'a':{'maxLength':30},'b':null}}"));
        var patch = new JsonObject();
        foreach (var (path, value) in changed.Find("entity", "deal")!.Below)
            Put(patch, path.Split('.'), value);

        var reverted = changed.Reaching(Patched(changed, patch.ToJsonString()));

        Assert.Equal("{}", reverted.Customisation.ToString());
    }

    [Fact]
    public void Find_IsNull_WhenTheTopmostLayerRemovesIt()
    {
        var below = DefinitionSet.Of([Reading.Stored("entity", Platform)]);

        Assert.Null(new DefinitionLayers([new("platform", below)], DefinitionSet.Empty.Over(below)).Find("entity", "deal"));
    }

    private static LayeredDefinition Find(string platform, string? plugin, string custom, string kind = "entity")
    {
        var name = (string)Reading.Json(platform)["name"]!;
        DefinitionSet Set(string text) => DefinitionSet.Empty.With(new(kind, name, Reading.Json(text)));
        DefinitionLayer[] plugins = plugin is null ? [] : [new("loyalty", Set(plugin))];
        return new DefinitionLayers([new("platform", Set(platform)), .. plugins], Set(custom)).Find(kind, name)!;
    }

    private static DefinitionSet Patched(DefinitionLayers layers, string patch)
    {
        var present = layers.Effective.Find("entity", "deal");
        return layers.Effective.With(new("entity", "deal", MergePatch.Apply(present, Reading.Json(patch))!.AsObject()));
    }

    private static void Put(JsonObject target, string[] path, JsonNode? value)
    {
        foreach (var name in path[..^1])
            target = (target[name] ??= new JsonObject()).AsObject();
        target[path[^1]] = value?.DeepClone();
    }
}
