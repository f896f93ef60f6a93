using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Definitions.Reading;

namespace Crm.Platform.Metadata.Tests.Definitions;

public sealed class LayoutReaderTests
{
    [Fact]
    public void Form_ReadsTabsConditionsAndRelated_WhenComplete()
    {
        var form = DefinitionReader.ReadForm(Reading.Json("""
            { 'name': 'visit_main', 'entity': 'visit', 'title': 'Visit', 'keyFacts': ['amount'], 'stages': 'status',
              'tabs': [{ 'title': 'Details', 'sections': [{ 'title': 'Visit', 'columns': 3,
                'fields': ['subject', { 'field': 'amount', 'visible': 'status != \u0027lost\u0027', 'required': true, 'wide': true }] }] }],
              'related': [{ 'entity': 'task', 'via': 'regarding_id', 'view': 'open_tasks' }] }
            """)).Value;

        var section = form.Tabs.Single().Sections.Single();
        Assert.Equal(("Visit", 3), (section.Title, section.Columns));
        Assert.Equal([new FormField("subject"), new FormField("amount") { Visible = "status != 'lost'", Required = "true", Wide = true }], section.Fields);
        Assert.Equal([new RelatedList("task", "regarding_id", "open_tasks", null)], form.Related);
        Assert.Equal(("status", "amount"), (form.Stages, form.KeyFacts.Single()));
    }

    [Fact]
    public void Form_HasOneTab_WhenOnlySectionsAreGiven() =>
        Assert.Equal("a", DefinitionReader.ReadForm(Reading.Json("{'name':'f','entity':'e','sections':[{'fields':['a']}]}")).Value.Tabs.Single().Sections.Single().Fields.Single().Field);

    [Theory]
    [InlineData("{'name':'f','entity':'e'}", "sections", "definition.required")]
    [InlineData("{'name':'f','entity':'e','tabs':[{'title':'T','sections':[{'fields':[]}]}],'sections':[{'fields':[]}]}", "sections", "definition.misplaced")]
    [InlineData("{'name':'f','entity':'e','sections':[{'fields':[{'feild':'a'}]}]}", "sections[0].fields[0].feild", "definition.unknown_property")]
    [InlineData("{'name':'f','entity':'e','sections':[{'columns':9,'fields':[]}]}", "sections[0].columns", "definition.value")]
    [InlineData("{'name':'f','entity':'e','sections':[{'fields':[7]}]}", "sections[0].fields[0]", "definition.type")]
    public void Form_IsRefusedAtItsPath_WhenWrong(string json, string path, string code) =>
        Assert.Contains(Reading.Problems(DefinitionReader.ReadForm(Reading.Json(json))), p => p.Path == path && p.Code == code);

    [Fact]
    public void View_ReadsColumnsFilterAndSort_WhenComplete()
    {
        var view = DefinitionReader.ReadView(Reading.Json("""
            { 'name': 'visit_open', 'entity': 'visit', 'title': 'Open visits', 'kind': 'list', 'default': true,
              'columns': [{ 'field': 'subject', 'width': 200 }, 'site.name'], 'filter': 'open', 'sort': [{ 'field': 'order', 'direction': 'desc' }, 'subject'] }
            """)).Value;

        Assert.Equal([new ViewColumn("subject") { Width = 200 }, new ViewColumn("site.name")], view.Columns);
        Assert.Equal([new ViewSort("order", true), new ViewSort("subject", false)], view.Sort);
        Assert.True(view.Default);
        Assert.Equal("open", view.Filter);
    }

    [Theory]
    [InlineData("{'name':'v','entity':'e','columns':['a'],'kind':'board'}", "kind", "definition.unsupported")]
    [InlineData("{'name':'v','entity':'e','columns':['a'],'kind':'lst'}", "kind", "definition.kind")]
    [InlineData("{'name':'v','entity':'e','columns':[]}", "columns", "definition.value")]
    [InlineData("{'name':'v','entity':'e'}", "columns", "definition.required")]
    [InlineData("{'name':'v','entity':'e','columns':['a'],'sort':[{'field':'a','direction':'down'}]}", "sort[0].direction", "definition.value")]
    [InlineData("{'name':'v','entity':'e','columns':[{'title':'A'}]}", "columns[0].field", "definition.required")]
    public void View_IsRefusedAtItsPath_WhenWrong(string json, string path, string code) =>
        Assert.Contains(Reading.Problems(DefinitionReader.ReadView(Reading.Json(json))), p => p.Path == path && p.Code == code);

    [Fact]
    public void App_ReadsItsItems_AndRefusesDashboards()
    {
        var app = DefinitionReader.ReadApp(Reading.Json("{'name':'sales','title':'Sales','order':2,'items':[{'entity':'deal','view':'open_deals'}]}")).Value;

        Assert.Equal([new AppItem("deal", "open_deals", null)], app.Items);
        Assert.Contains(Reading.Problems(DefinitionReader.ReadApp(Reading.Json("{'name':'sales','items':[{'dashboard':'pipeline'}]}"))), p => p is { Path: "items[0].dashboard", Code: "definition.unsupported" });
    }
}
