using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Metadata.Tests.Definitions;
using Crm.Platform.Metadata.Tests.Fields;

namespace Crm.Platform.Metadata.Tests.Snapshots;

public sealed class RoleTests
{
    private static readonly (string, string) User = ("entity", "{'name':'user','properties':{'name':{'type':'string'},'region':{'type':'string'}}}");
    private static readonly (string, string) Site = ("entity", "{'name':'site','properties':{'name':{'type':'string'},'region':{'type':'string'}}}");
    private static readonly (string, string) Visit = ("entity", "{'name':'visit','properties':{'subject':{'type':'string'},'margin':{'type':'number'},'site_id':{'type':'string','x-crm':{'lookup':'site'}}}}");

    [Fact]
    public void Role_IsRead_AsTheContractHasIt()
    {
        var reading = Reading.Model(User, Site, Visit, ("role", """
            { "name": "sales_rep", "title": "Sales rep", "entities": { "visit": { "create": true, "read": "team", "update": "own", "delete": "none", "export": false,
                "where": "site.region == user.region", "fields": { "margin": "hidden", "subject": "read" } } }, "rights": ["import"] }
            """));

        Assert.Empty(reading.Problems);
        var role = reading.Snapshot.Role("sales_rep")!;
        var rule = role.RuleFor("visit")!;
        Assert.Equal((AccessScope.All, AccessScope.Team, AccessScope.Own, AccessScope.None), (rule.Create, rule.Read, rule.Update, rule.Delete));
        Assert.Equal((AccessScope.None, null), (rule.Export!.Value, rule.Import));
        Assert.Equal((FieldRight.Hidden, FieldRight.Read), (rule.Fields["margin"], rule.Fields["subject"]));
        Assert.Equal(["import"], role.Rights);
        Assert.Null(role.RuleFor("site"));
    }

    [Theory]
    [InlineData("{'name':'r','entities':{'vist':{'read':true}}}", "entities.vist")]
    [InlineData("{'name':'r','entities':{'visit':{'read':'mine'}}}", "entities.visit.read")]
    [InlineData("{'name':'r','entities':{'visit':{'read':1}}}", "entities.visit.read")]
    [InlineData("{'name':'r','entities':{'visit':{'reed':true}}}", "entities.visit.reed")]
    [InlineData("{'name':'r','entities':{'visit':{'read':true,'fields':{'margn':'hidden'}}}}", "entities.visit.fields.margn")]
    [InlineData("{'name':'r','entities':{'visit':{'read':true,'fields':{'margin':'secret'}}}}", "entities.visit.fields.margin")]
    [InlineData("{'name':'r','entities':{'visit':{'read':true,'fields':{'version':'hidden'}}}}", "entities.visit.fields.version")]
    [InlineData("{'name':'r','entities':{'visit':{'read':true,'fields':{'site.name':'hidden'}}}}", "entities.visit.fields.site.name")]
    [InlineData("{'name':'r','entities':{'visit':{'read':true,'where':'site.region == user.regon'}}}", "entities.visit.where")]
    [InlineData("{'name':'r','entities':{'visit':{'read':true,'where':'subject'}}}", "entities.visit.where")]
    [InlineData("{'name':'r','entities':{'visit':{'read':true,'where':'`${margin}` == subject'}}}", "entities.visit.where")]
    [InlineData("{'name':'r','entities':{'*':{'read':true,'where':'owner_id == me()'}}}", "entities.*.where")]
    [InlineData("{'name':'r','rights':['imprt']}", "rights[0]")]
    [InlineData("{'name':'admin','rights':['admin','customize','export','import'],'entities':{'*':{'read':true}}}", "entities")]
    public void Role_IsRefused_AtThePlaceThatIsWrong(string role, string path) =>
        Assert.Contains(path, Reading.Model(User, Site, Visit, ("role", role)).Problems.Select(p => p.Problem.Path));

    [Fact]
    public void Rule_GrantsNothing_WhenItsCriterionCannotBeAnswered_WhateverTheOthersMay()
    {
        var reading = Reading.Model(User, Site, Visit, ("role", "{'name':'r','entities':{'visit':{'read':true,'where':'sit.region == 1'},'*':{'read':true}}}"));

        Assert.Equal(new EntityRule(), reading.Snapshot.Role("r")!.RuleFor("visit"));
        Assert.Equal(AccessScope.All, reading.Snapshot.Role("r")!.RuleFor("site")!.Read);
    }

    [Fact]
    public void AdminAndUser_AreInForce_WhenNobodyDefinesThem()
    {
        Assert.Equal(["admin", "user"], MetadataSnapshot.Empty.RolesInForce.Select(r => r.Name));
        Assert.Equal(AccessScope.All, MetadataSnapshot.Empty.Role("user")!.RuleFor("anything")!.Delete);
    }

    [Fact]
    public async Task ShippedAdminAndUser_AreWhatIsInForceWithoutThem()
    {
        var shipped = Reading.Models.Read(1, (await Shipped.ReadAsync()).Definitions).Snapshot;

        foreach (var builtIn in MetadataSnapshot.Empty.RolesInForce)
        {
            var role = shipped.Roles.Single(r => r.Name == builtIn.Name);
            Assert.Equal(builtIn.Rights, role.Rights);
            Assert.Equal(builtIn.Title, role.Title);
            var rule = role.Entities.Single();
            Assert.Equal(RoleDefinition.AnyEntity, rule.Key);
            Assert.Equal(builtIn.RuleFor("x")! with { Fields = rule.Value.Fields }, rule.Value);
        }
    }

    [Fact]
    public void Reduction_LeavesOutWhatNamesAHiddenField()
    {
        var whole = Reading.Model(User, Site, Visit,
            ("view", "{'name':'visit_best','entity':'visit','columns':['subject'],'filter':'margin > 10'}"),
            ("view", "{'name':'visit_all','entity':'visit','columns':['subject','margin','site.region'],'sort':['margin']}"),
            ("form", "{'name':'visit_main','entity':'visit','sections':[{'fields':['subject','margin']}]}"),
            ("app", "{'name':'field','items':[{'entity':'visit'},{'entity':'site'}]}")).Snapshot;

        var seen = whole.Over([whole.Entity("visit")!.Without(new HashSet<string> { "margin" })], new HashSet<string>(), Kinds.Registry);

        var view = Assert.Single(seen.Views);
        Assert.Equal(["subject"], view.Columns.Select(c => c.Field));
        Assert.Empty(view.Sort);
        Assert.Equal(["subject"], seen.Forms.Single().Tabs[0].Sections[0].Fields.Select(f => f.Field));
        Assert.Equal(["visit"], seen.Apps.Single().Items.Select(i => i.Entity));
    }
}
