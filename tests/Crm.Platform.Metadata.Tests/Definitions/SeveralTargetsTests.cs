using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Tests.Definitions;

/// <summary>Lookups of several entities, as definitions say them.</summary>
public sealed class SeveralTargetsTests
{
    [Fact]
    public void Lookup_HasAFieldBesideIt_ThatSaysWhichOfSeveralEntities()
    {
        var task = Task("'regarding_id': { 'title': 'About', 'readOnly': true, 'x-crm': { 'lookup': ['account', 'deal'] } }");

        var lookup = task.Field("regarding_id")!;
        Assert.Equal((null, "regarding_type", true), (lookup.Lookup, lookup.TypeField, lookup.IsLookup));
        Assert.Equal(["account", "deal"], lookup.Targets);
        var type = task.Field("regarding_type")!;
        Assert.Equal(("About type", FieldKinds.Choice, true, "regarding_id"), (type.Title, type.Kind, type.ReadOnly, type.TypeOf));
        Assert.Equal(["account", "deal"], type.Choices.Select(c => c.Value));
        Assert.Equal(["subject", "regarding_id", "regarding_type", "note"], task.Fields.Select(f => f.Name));
        Assert.Equal("regarding_id", task.Navigation("regarding")!.Name);
    }

    [Fact]
    public void Lookup_TakesAnyName_WhenItMayPointAtEveryEntity()
    {
        var task = Task("'regarding_id': { 'x-crm': { 'lookup': '*' } }");

        Assert.True(task.Field("regarding_id")!.PointsAt("anything"));
        Assert.Equal((FieldKinds.Text, 60), (task.Field("regarding_type")!.Kind, task.Field("regarding_type")!.MaxLength));
        Assert.Equal("subject", task.DisplayField);
    }

    [Theory]
    [InlineData("account", true)]
    [InlineData("lead", false)]
    [InlineData("*", false)]
    public void PointsAt_KnowsTheTargets_OfALookupOfSeveral(string entity, bool points) =>
        Assert.Equal(points, Task("'regarding_id': { 'x-crm': { 'lookup': ['account', 'deal'] } }").Field("regarding_id")!.PointsAt(entity));

    [Theory]
    [InlineData("'x_id': { 'x-crm': { 'lookup': ['a', 'b'] } }, 'x_type': { 'type': 'string' }", "properties.x_id", "definition.duplicate")]
    [InlineData("'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_id': { 'x-crm': { 'lookup': '*' } }", "properties.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_id", "definition.name")]
    public void Lookup_IsRefused_WhenTheFieldBesideItHasNoName(string properties, string path, string code)
    {
        var problem = Assert.Single(Reading.Problems(Reading.Entity($"{{ 'name': 'task', 'properties': {{ {properties} }} }}")));

        Assert.Equal((path, code), (problem.Path, problem.Code));
    }

    [Fact]
    public void Along_TakesTwoSegments_WhereAPathMustSayWhichEntity()
    {
        var task = Task("'regarding_id': { 'x-crm': { 'lookup': ['account', 'deal'] } }, 'site_id': { 'x-crm': { 'lookup': 'site' } }");

        Assert.Equal(("deal", 2), (task.Along(["regarding", "deal", "name"], 0, out var length)?.Lookup, length));
        Assert.Equal(("site", 1), (task.Along(["site", "name"], 0, out length)?.Lookup, length));
        Assert.Null(task.Along(["regarding", "name"], 0, out _));
    }

    private static EntityDefinition Task(string properties) =>
        Reading.Entity($"{{ 'name': 'task', 'properties': {{ 'subject': {{ 'type': 'string' }}, {properties}, 'note': {{ 'type': 'string' }} }} }}").Value;
}
