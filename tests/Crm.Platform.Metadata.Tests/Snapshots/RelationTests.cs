using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Tests.Definitions;

namespace Crm.Platform.Metadata.Tests.Snapshots;

public sealed class RelationTests
{
    private static readonly (string, string) Tag = ("entity", "{'name':'tag','title':'Tag','properties':{'name':{'type':'string'}}}");
    private static readonly (string, string) Line = ("entity", "{'name':'line','properties':{'text':{'type':'string'},'place':{'type':'integer'},'bill_id':{'type':'string','x-crm':{'lookup':'bill','onDelete':'cascade'}},'loose_id':{'type':'string','x-crm':{'lookup':'bill'}}},'required':['bill_id']}");
    private static readonly (string, string) Pass = ("entity", "{'name':'pass','properties':{'bill_id':{'type':'string','x-crm':{'lookup':'bill','unique':true}}}}");

    [Fact]
    public void ManyToMany_MakesALinkEntity_WithAKeyOverBothEnds()
    {
        var reading = Reading.Model(Tag, Bill("'tags':{'manyToMany':'tag','title':'Labels','inverse':'bills','fields':{'weight':{'type':'integer'}},'required':['weight']}"));

        Assert.Empty(reading.Problems);
        var link = reading.Snapshot.Entity("bill_tags")!;
        Assert.Equal(new LinkDefinition("bill", "tags", "bill_id", "tag_id"), link.Link);
        Assert.Equal(["bill_id", "tag_id", "weight"], link.Fields.Select(f => f.Name));
        Assert.All(link.Fields.Where(f => f.Lookup is not null), f => Assert.Equal((true, OnDelete.Cascade), (f.Required, f.OnDelete)));
        Assert.Equal(["bill_id", "tag_id"], Assert.Single(link.Keys));
        Assert.Contains(link.Indexes, i => i is ["tag_id"]);
        Assert.Equal("Bill tags", link.PluralTitle);
        var tags = reading.Snapshot.Entity("bill")!.Relation("tags")!;
        Assert.Equal(("Labels", "tag", "bill_tags", "bill_id", "tag_id"), (tags.Title, tags.Target, tags.Link, tags.Via, tags.Onward));
        var bills = reading.Snapshot.Entity("tag")!.Relation("bills")!;
        Assert.Equal((RelationKind.Many, "bill", "bill_tags", "tag_id", "bill_id"), (bills.Kind, bills.Target, bills.Link, bills.Via, bills.Onward));
    }

    [Fact]
    public void ManyToMany_OfAnEntityToItself_NamesItsEndsApart()
    {
        var link = Reading.Model(Bill("'copies':{'manyToMany':'bill','link':'copied'}")).Snapshot.Entity("copied")!;

        Assert.Equal(("from_bill_id", "to_bill_id"), (link.Link!.Near, link.Link.Far));
    }

    [Fact]
    public void ManyToMany_TakesADefinedEntityAsItsLink()
    {
        var link = ("entity", "{'name':'label','properties':{'a_id':{'type':'string','x-crm':{'lookup':'bill','onDelete':'cascade'}},'b_id':{'type':'string','x-crm':{'lookup':'tag','onDelete':'cascade'}}},'required':['a_id','b_id']}");
        var reading = Reading.Model(Tag, link, Bill("'tags':{'manyToMany':'tag','link':'label'}"));

        Assert.Empty(reading.Problems);
        var tags = reading.Snapshot.Entity("bill")!.Relation("tags")!;
        Assert.Equal(("label", "a_id", "b_id"), (tags.Link, tags.Via, tags.Onward));
        Assert.Null(reading.Snapshot.Entity("label")!.Link);
    }

    [Fact]
    public void Relations_OfEachKind_LeadToTheirLookups()
    {
        var reading = Reading.Model(Line, Pass, Bill("'lines':{'owned':'line','via':'bill_id','sort':'place'},'loose':{'children':'line','via':'loose_id'},'pass':{'one':'pass','via':'bill_id'}"));

        Assert.Empty(reading.Problems);
        Assert.Equal([("lines", RelationKind.Owned), ("loose", RelationKind.Children), ("pass", RelationKind.One)], reading.Snapshot.Entity("bill")!.Relations.Select(r => (r.Name, r.Kind)));
    }

    [Theory]
    [InlineData("'tags':{'manyToMany':'tg'}", "x-crm.relations.tags.manyToMany", "definition.reference")]
    [InlineData("'name':{'manyToMany':'tag'}", "x-crm.relations.name", "definition.duplicate")]
    [InlineData("'owner':{'manyToMany':'tag'}", "x-crm.relations.owner", "definition.duplicate")]
    [InlineData("'restore':{'manyToMany':'tag'}", "x-crm.relations.restore", "definition.duplicate")]
    [InlineData("'tags':{'title':'Tags'}", "x-crm.relations.tags", "definition.required")]
    [InlineData("'tags':{'manyToMany':'tag','children':'tag'}", "x-crm.relations.tags", "definition.misplaced")]
    [InlineData("'tags':{'manyToMany':'tag','sort':'name'}", "x-crm.relations.tags.sort", "definition.misplaced")]
    [InlineData("'tags':{'manyToMany':'tag','link':'line'}", "x-crm.relations.tags.link", "definition.reference")]
    [InlineData("'tags':{'manyToMany':'tag','link':'crm_x'}", "x-crm.relations.tags.link", "definition.reserved_name")]
    [InlineData("'tags':{'manyToMany':'tag','link':'a_name_that_is_much_too_long_for_any_table_of_any_database_at_all'}", "x-crm.relations.tags.link", "definition.name")]
    [InlineData("'tags':{'manyToMany':'tag','inverse':'name'}", "x-crm.relations.tags.inverse", "definition.duplicate")]
    [InlineData("'tags':{'manyToMany':'tag','inverse':'No'}", "x-crm.relations.tags.inverse", "definition.name")]
    [InlineData("'tags':{'manyToMany':'tag','fields':{'weight':{'type':'wholly'}}}", "x-crm.relations.tags.fields.weight.type", "definition.kind")]
    [InlineData("'tags':{'manyToMany':'tag','fields':{'version':{'type':'integer'}}}", "x-crm.relations.tags.fields.version", "definition.reserved_name")]
    [InlineData("'tags':{'manyToMany':'tag','fields':{'tag_id':{'type':'string'}}}", "x-crm.relations.tags.fields.tag_id", "definition.duplicate")]
    [InlineData("'tags':{'manyToMany':'tag','link':'bill_more'},'more':{'manyToMany':'tag'}", "x-crm.relations.more.link", "definition.duplicate")]
    [InlineData("'lines':{'owned':'line','via':'loose_id'}", "x-crm.relations.lines.via", "definition.misplaced")]
    [InlineData("'lines':{'owned':'line','via':'bll_id'}", "x-crm.relations.lines.via", "definition.reference")]
    [InlineData("'lines':{'owned':'line'}", "x-crm.relations.lines.via", "definition.required")]
    [InlineData("'lines':{'owned':'line','via':'bill_id','sort':'plce'}", "x-crm.relations.lines.sort", "definition.reference")]
    [InlineData("'pass':{'one':'line','via':'bill_id'}", "x-crm.relations.pass.via", "definition.misplaced")]
    public void Relation_IsRefusedAtItsPlace_WhenItCannotWork(string relations, string path, string code)
    {
        var reading = Reading.Model(Tag, Line, Bill(relations));

        Assert.Contains(reading.Problems, p => p.Name == "bill" && p.Problem.Path == path && p.Problem.Code == code);
    }

    [Fact]
    public void BrokenRelation_IsLeftOut_AndTheRestWorks()
    {
        var bill = Reading.Model(Tag, Bill("'tags':{'manyToMany':'tag'},'more':{'manyToMany':'nothing'}")).Snapshot.Entity("bill")!;

        Assert.Equal("tags", Assert.Single(bill.Relations).Name);
    }

    [Fact]
    public void Links_AreTheSameObject_WhenTheirTextIsTheSame()
    {
        var (one, other) = (Reading.Model(Tag, Bill("'tags':{'manyToMany':'tag'}")), Reading.Model(Tag, Bill("'tags':{'manyToMany':'tag'}")));

        Assert.Same(one.Snapshot.Entity("bill_tags"), other.Snapshot.Entity("bill_tags"));
    }

    private static (string, string) Bill(string relations) => ("entity", $"{{'name':'bill','title':'Bill','properties':{{'name':{{'type':'string'}}}},'x-crm':{{'relations':{{{relations}}}}}}}");
}
