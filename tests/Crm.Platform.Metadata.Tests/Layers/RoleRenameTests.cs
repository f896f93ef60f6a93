using System.Text.Json.Nodes;
using Crm.Platform.Metadata.Layers;

namespace Crm.Platform.Metadata.Tests.Layers;

public sealed class RoleRenameTests
{
    private static readonly RenameMark[] Renames = [new("call", null, "visit"), new("call", "profit", "margin")];

    [Fact]
    public void Difference_IsInTheCustomisation_WhenTheShippedRoleSpeaksOfTheOldNames()
    {
        var layers = Layers("{'entities':{'visit':{'read':true,'fields':{'margin':'hidden'}},'*':{'read':'own'}}}", null);

        var followed = RoleRenames.Follow(layers, Renames);

        Assert.Equal(Json("{'entities':{'*':{'read':'own'},'call':{'read':true,'fields':{'profit':'hidden'}}}}"), Role(followed.Effective));
        Assert.Same(layers.Shipped[0], followed.Shipped[0]);
    }

    [Fact]
    public void ChangesOfAdmins_StayOnTop_WhenTheShippedRoleKnowsTheNewNamesAlready()
    {
        var layers = Layers("{'entities':{'call':{'read':'all','fields':{'profit':'read'}}}}", "{'entities':{'visit':{'read':'own','fields':{'margin':'hidden'}}}}");

        var followed = RoleRenames.Follow(layers, Renames);

        Assert.Equal(Json("{'entities':{'call':{'read':'own','fields':{'profit':'hidden'}}}}"), Role(followed.Effective));
    }

    [Theory]
    [InlineData("{'entities':{'call':{'read':'all'}}}")]
    [InlineData("{'entities':{'visit':{'read':'all'}}}")]
    public void RuleAnAdminTookAway_StaysAway_WhateverItIsCalledBelow(string shipped)
    {
        var followed = RoleRenames.Follow(Layers(shipped, "{'entities':{'visit':null}}"), Renames);

        Assert.Equal(Json("{'entities':{}}"), Role(followed.Effective));
    }

    [Fact]
    public void Layers_AreTheSame_WhenNoRoleSpeaksOfWhatIsRenamed()
    {
        var layers = Layers("{'entities':{'site':{'read':'all','fields':{'margin':'hidden'}}}}", null);

        Assert.Equal(layers.Customisation.ToString(), RoleRenames.Follow(layers, Renames).Customisation.ToString());
    }

    private static DefinitionLayers Layers(string shipped, string? custom) => new(
        [new DefinitionLayer(DefinitionLayer.Platform, Set(shipped))], custom is null ? DefinitionSet.Empty : Set(custom));

    private static DefinitionSet Set(string role) => DefinitionSet.Parse($$$"""{"role":{"rep":{{{Json(role)}}}}}""").Value;

    private static string Role(DefinitionSet set) => set.Find("role", "rep")!.ToJsonString();

    private static string Json(string text) => JsonNode.Parse(text.Replace('\'', '"'))!.ToJsonString();
}
