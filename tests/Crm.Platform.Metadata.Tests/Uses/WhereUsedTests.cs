using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Metadata.Tests.Definitions;
using Crm.Platform.Metadata.Tests.Fields;
using Crm.Platform.Metadata.Uses;

namespace Crm.Platform.Metadata.Tests.Uses;

public sealed class WhereUsedTests
{
    private static readonly Caller Designer = new(null, CallerRights.Customize);

    private static readonly MetadataSnapshot Snapshot = Reading.Model(
        ("entity", "{'name':'site','properties':{'name':{'type':'string'},'region':{'type':'string'}}}"),
        ("entity", "{'name':'visit','properties':{'subject':{'type':'string'},'status':{'enum':['open','done']},'amount':{'type':'number'},'double':{'type':'number','x-crm':{'formula':'amount * 2'}},'site_id':{'type':'string','x-crm':{'lookup':'site'}}},'x-crm':{'indexes':[['status','amount']]}}"),
        ("view", View),
        ("form", "{'name':'visit_main','entity':'visit','stages':'status','keyFacts':['amount'],'sections':[{'fields':['subject',{'field':'amount','visible':'double > 1'}]}]}"),
        ("form", "{'name':'site_main','entity':'site','tabs':[{'title':'T','sections':[{'fields':['name']}]}],'related':[{'entity':'visit','via':'site_id','view':'visit_open'}]}"),
        ("rule", "{'name':'amount_needed','entity':'visit','when':'isEmpty(status)','field':'amount','message':'An amount is needed.'}"),
        ("role", "{'name':'rep','title':'Rep','entities':{'visit':{'read':'all','fields':{'subject':'hidden'}}}}"),
        ("app", "{'name':'field','items':[{'entity':'visit','view':'visit_open'}]}")).Snapshot;

    private const string View = "{'name':'visit_open','entity':'visit','columns':['subject','site.name'],'filter':'isEmpty(status) && isEmpty(site.region)','sort':['amount']}";

    [Theory]
    [InlineData("entity", "site", null, "entity visit properties.site_id.x-crm.lookup, form site_main entity")]
    [InlineData("entity", "visit", null, "form visit_main entity, form site_main related[0].entity, view visit_open entity, app field items[0].entity, role rep entities.visit, rule amount_needed entity")]
    [InlineData("entity", "visit", "amount", "entity visit properties.double.x-crm.formula, entity visit x-crm.indexes, form visit_main sections[0].fields[1], form visit_main keyFacts[0], view visit_open sort[0].field, rule amount_needed field")]
    [InlineData("entity", "visit", "double", "form visit_main sections[0].fields[1].visible")]
    [InlineData("entity", "visit", "status", "entity visit x-crm.indexes, form visit_main stages, view visit_open filter, rule amount_needed when")]
    [InlineData("entity", "visit", "site_id", "form site_main related[0].via, view visit_open columns[1].field, view visit_open filter")]
    [InlineData("entity", "site", "region", "view visit_open filter")]
    [InlineData("entity", "site", "name", "entity site x-crm.display, form site_main tabs[0].sections[0].fields[0], view visit_open columns[1].field")]
    [InlineData("entity", "visit", "subject", "entity visit x-crm.display, form visit_main sections[0].fields[0], view visit_open columns[0].field, role rep entities.visit.fields.subject")]
    [InlineData("rule", "amount_needed", null, "")]
    [InlineData("view", "visit_open", null, "form site_main related[0].view, app field items[0].view")]
    [InlineData("form", "visit_main", null, "")]
    public void Find_NamesEveryUseAtItsPlace(string kind, string name, string? field, string expected)
    {
        var uses = Uses().Find(new UseTarget(kind, name, field), Designer).Value;

        Assert.Equal(expected, string.Join(", ", uses.Select(u => $"{u.Kind} {u.Name} {u.Path}")));
        Assert.All(uses, u => Assert.EndsWith(".", u.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("tag", null, "entity bill x-crm.relations.tags.manyToMany, form bill_main related[0].relation, view tag_all entity")]
    [InlineData("line", null, "entity bill x-crm.relations.lines.owned, form bill_main sections[0].fields[0]")]
    [InlineData("line", "bill_id", "entity bill x-crm.relations.lines.via")]
    [InlineData("line", "place", "entity bill x-crm.relations.lines.sort")]
    [InlineData("bill_tags", null, "role rep entities.bill_tags")]
    public void Find_NamesRelations(string entity, string? field, string expected)
    {
        var snapshot = Reading.Model(
            ("entity", "{'name':'tag','properties':{'name':{'type':'string'}}}"),
            ("entity", "{'name':'line','required':['bill_id'],'properties':{'place':{'type':'integer'},'bill_id':{'type':'string','x-crm':{'lookup':'bill','onDelete':'cascade'}}}}"),
            ("entity", "{'name':'bill','properties':{},'x-crm':{'relations':{'tags':{'manyToMany':'tag'},'lines':{'owned':'line','via':'bill_id','sort':'place'}}}}"),
            ("view", "{'name':'tag_all','entity':'tag','columns':['created_at']}"),
            ("form", "{'name':'bill_main','entity':'bill','sections':[{'fields':['lines']}],'related':[{'relation':'tags','view':'tag_all'}]}"),
            ("role", "{'name':'rep','entities':{'bill_tags':{'read':'all'}}}"));
        Assert.Empty(snapshot.Problems);

        var uses = new WhereUsed([new EntityUses(Kinds.Registry), new FormUses(Kinds.Registry), new ViewUses(Kinds.Registry), new RoleUses(Kinds.Registry)], new Fixed(snapshot.Snapshot)).Find(new UseTarget("entity", entity, field), Designer).Value;

        Assert.Equal(expected, string.Join(", ", uses.Where(u => u.Target.Name == entity).Select(u => $"{u.Kind} {u.Name} {u.Path}").Distinct()));
    }

    [Fact]
    public void Find_AsksEverySourceThatIsRegistered()
    {
        var uses = new WhereUsed([new Rules()], new Fixed());

        Assert.Equal("rule amount_needed when", Assert.Single(uses.Find(new UseTarget("entity", "visit", "amount"), Designer).Value) is var use ? $"{use.Kind} {use.Name} {use.Path}" : "");
    }

    [Fact]
    public void Find_IsRefused_WhenThereIsNoSuchThingOrNoRight()
    {
        Assert.IsType<NotFound>(Uses().Find(new UseTarget("entity", "visit", "nothing"), Designer).Failure);
        Assert.IsType<Forbidden>(Uses().Find(new UseTarget("entity", "visit"), Caller.Nobody).Failure);
    }

    private static WhereUsed Uses() => new([new EntityUses(Kinds.Registry), new FormUses(Kinds.Registry), new ViewUses(Kinds.Registry), new AppUses(Kinds.Registry), new RoleUses(Kinds.Registry), new RuleUses(Kinds.Registry)], new Fixed());

    private sealed class Fixed(MetadataSnapshot? snapshot = null) : IMetadata
    {
        public MetadataSnapshot Current => snapshot ?? Snapshot;

        public event Action<MetadataSnapshot> Changed { add { } remove { } }
    }

    private sealed class Rules : IUseSource
    {
        public IEnumerable<DefinitionUse> Uses(MetadataSnapshot snapshot) => [new("rule", "amount_needed", "when", new("entity", "visit", "amount"), "A rule asks for it.")];
    }
}
