using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Tests.Definitions;

namespace Crm.Platform.Metadata.Tests.Snapshots;

public sealed class ModelReaderTests
{
    private static readonly (string, string) Site = ("entity", "{'name':'site','properties':{'name':{'type':'string'}}}");
    private static readonly (string, string) Visit = ("entity", "{'name':'visit','properties':{'subject':{'type':'string'},'status':{'enum':['open','done']},'site_id':{'type':'string','x-crm':{'lookup':'site'}}}}");

    [Fact]
    public void Model_IsWhole_WhenDefinitionsFit()
    {
        var reading = Reading.Model(Visit, Site,
            ("view", "{'name':'visit_open','entity':'visit','columns':['subject','site.name']}"),
            ("form", "{'name':'site_main','entity':'site','sections':[{'fields':['name']}],'related':[{'entity':'visit','via':'site_id','view':'visit_open'}]}"),
            ("app", "{'name':'field','items':[{'entity':'visit','view':'visit_open'}]}"));

        Assert.Empty(reading.Problems);
        Assert.Equal(2, reading.Snapshot.Entities.Length);
        Assert.Equal("visit_open", reading.Snapshot.ViewsOf(reading.Snapshot.Entity("visit")!)[0].Name);
        Assert.Equal("visit_open", reading.Snapshot.FormOf(reading.Snapshot.Entity("site")!).Related.Single().View);
    }

    [Fact]
    public void Model_DropsOnlyTheField_WhenALookupPointsNowhere()
    {
        var reading = Reading.Model(Visit);

        var problem = Assert.Single(reading.Problems);
        Assert.Equal("entity 'visit' at properties.site_id.x-crm.lookup: There is no entity 'site' for the lookup to point at. There is visit.", problem.ToString());
        Assert.Equal(["subject", "status"], reading.Snapshot.Entity("visit")!.Fields.Select(f => f.Name));
        Assert.Empty(reading.Snapshot.Entity("visit")!.Indexes);
    }

    [Fact]
    public void Model_DropsOnlyTheBrokenEntity_AndNamesItsFile()
    {
        var broken = Reading.Stored("entity", "{'name':'broken','properties':{'a':{'type':'strng'}}}") with { File = "sales/entities/broken.json" };
        var reading = Reading.Models.Read(1, [broken, Reading.Stored("entity", Site.Item2)]);

        Assert.Equal("site", Assert.Single(reading.Snapshot.Entities).Name);
        Assert.StartsWith("sales/entities/broken.json at properties.a.type: There is no type 'strng'.", Assert.Single(reading.Problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Model_RefusesTheSecond_WhenPluralsAreTheSame()
    {
        var reading = Reading.Model(Site, ("entity", "{'name':'place','plural':'sites','properties':{}}"));

        Assert.Equal("plural", Assert.Single(reading.Problems).Problem.Path);
        Assert.Single(reading.Snapshot.Entities);
    }

    [Theory]
    [InlineData("view", "{'name':'v','entity':'visit','columns':['subject','sbject','site.nme','owner.name.x']}", "columns[1].field,columns[2].field,columns[3].field")]
    [InlineData("view", "{'name':'v','entity':'vist','columns':['subject']}", "entity")]
    [InlineData("view", "{'name':'v','entity':'visit','columns':['subject'],'sort':['nothing']}", "sort[0].field")]
    [InlineData("form", "{'name':'f','entity':'visit','sections':[{'fields':['subject','sbject','site.name']}]}", "sections[0].fields[1],sections[0].fields[2]")]
    [InlineData("form", "{'name':'f','entity':'visit','tabs':[{'title':'T','sections':[{'fields':['sbject']}]}],'stages':'subject','keyFacts':['x']}", "tabs[0].sections[0].fields[0],keyFacts[0],stages")]
    [InlineData("form", "{'name':'f','entity':'site','sections':[{'fields':['name']}],'related':[{'entity':'visit','via':'subject'},{'entity':'visit','via':'site_id','view':'none'},{'entity':'x','via':'y'}]}", "related[0].via,related[1].view,related[2].entity")]
    [InlineData("app", "{'name':'a','items':[{'entity':'vist'},{'entity':'visit','view':'none'}]}", "items[0].entity,items[1].view")]
    [InlineData("rule", "{'name':'r','entity':'vist','when':'true','message':'No.'}", "entity")]
    [InlineData("rule", "{'name':'r','entity':'visit','when':'sbject == null','message':'No.'}", "when")]
    [InlineData("rule", "{'name':'r','entity':'visit','when':'subject','message':'No.'}", "when")]
    [InlineData("rule", "{'name':'r','entity':'visit','when':'site.name == null','field':'site.name','message':'No.'}", "field")]
    public void Model_NamesEveryLostReference(string kind, string json, string paths)
    {
        var reading = Reading.Model(Visit, Site, (kind, json));

        Assert.Equal(paths, string.Join(',', reading.Problems.Select(p => p.Problem.Path)));
        Assert.Equal(2, reading.Snapshot.Entities.Length);
    }

    [Fact]
    public void Model_KeepsTheRestOfAView_WhenAColumnIsLost()
    {
        var reading = Reading.Model(Visit, Site, ("view", "{'name':'v','entity':'visit','columns':['subject','gone']}"));

        Assert.Equal("subject", Assert.Single(Assert.Single(reading.Snapshot.Views).Columns).Field);
    }

    [Fact]
    public void Model_Refuses_WhenADefinitionCallsItselfOtherwise()
    {
        var stored = Reading.Stored("entity", Site.Item2) with { Name = "place" };

        Assert.Equal("definition.name", Assert.Single(Reading.Models.Read(1, [stored]).Problems).Problem.Code);
    }

    [Theory]
    [InlineData("status == \u0027open\u0027", 1)]
    [InlineData("status == ", 0)]
    [InlineData("statuss == \u0027open\u0027", 0)]
    [InlineData("subject", 0)]
    public void Model_DropsTheView_WhenItsFilterCannotBeAnswered(string filter, int views)
    {
        var stored = Reading.Stored("view", "{'name':'v','entity':'visit','columns':['subject']}");
        stored.Json["filter"] = filter;
        var reading = Reading.Models.Read(1, [Reading.Stored("entity", Visit.Item2), Reading.Stored("entity", Site.Item2), stored]);

        Assert.Equal(views, reading.Snapshot.Views.Length);
        Assert.Equal(views == 1 ? [] : ["filter"], reading.Problems.Select(p => p.Problem.Path));
    }

    [Fact]
    public void Model_DropsFormulas_WhenTheyCannotBeComputed()
    {
        var reading = Reading.Model(("entity", """
            { 'name': 'visit', 'properties': {
                'a': { 'type': 'integer' },
                'fine': { 'type': 'integer', 'x-crm': { 'formula': 'a * 2' } },
                'typo': { 'type': 'integer', 'x-crm': { 'formula': 'b * 2' } },
                'after_typo': { 'type': 'integer', 'x-crm': { 'formula': 'typo + 1' } },
                'round': { 'type': 'integer', 'x-crm': { 'formula': 'trip + 1' } },
                'trip': { 'type': 'integer', 'x-crm': { 'formula': 'round + 1' } },
                'text': { 'type': 'boolean', 'x-crm': { 'formula': 'a' } } },
              'x-crm': { 'indexes': [['a', 'typo'], ['a', 'fine']] } }
            """));

        Assert.Equal(["a", "fine"], reading.Snapshot.Entity("visit")!.Fields.Select(f => f.Name));
        Assert.Equal(["a,fine"], reading.Snapshot.Entity("visit")!.Indexes.Select(i => string.Join(',', i)));
        Assert.Equal(["typo", "text", "round", "trip", "after_typo"], reading.Problems.Select(p => p.Problem.Path.Split('.')[1]));
    }

    [Fact]
    public void Model_IgnoresOnlyTheCondition_WhenAFormConditionIsWrong()
    {
        var reading = Reading.Model(Visit, Site, ("form", "{'name':'f','entity':'visit','sections':[{'fields':['gone',{'field':'subject','visible':'nothing','required':true}]}]}"));

        Assert.Equal(["sections[0].fields[0]", "sections[0].fields[1].visible"], reading.Problems.Select(p => p.Problem.Path));
        Assert.Equal(new FormField("subject") { Required = "true" }, Assert.Single(reading.Snapshot.Forms[0].Tabs[0].Sections[0].Fields));
    }
}
