using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Layers;
using Crm.Platform.Metadata.Publishing;
using Crm.Platform.Metadata.Publishing.Tombstones;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Metadata.Tests.Definitions;
using Crm.Platform.Metadata.Tests.Fields;
using Crm.Platform.Metadata.Uses;

namespace Crm.Platform.Metadata.Tests.Snapshots;

/// <summary>Lookups of several entities beside the entities, layouts and expressions of a model.</summary>
public sealed class SeveralTargetsTests
{
    private static readonly (string, string) Site = ("entity", "{'name':'site','title':'Place','properties':{'name':{'type':'string'},'visits':{'type':'integer','x-crm':{'rollup':{'entity':'visit','via':'about_id','function':'count'}}}}}");
    private static readonly (string, string) Deal = ("entity", "{'name':'deal','properties':{'name':{'type':'string'},'site_id':{'x-crm':{'lookup':'site'}}}}");

    [Fact]
    public void Model_IsWhole_WhenWaysSayWhichEntityTheyLeadTo()
    {
        var reading = Reading.Model(Site, Deal, Visit("['site','deal']"), Visit("'*'", "call"),
            ("view", "{'name':'v','entity':'visit','columns':['subject','about.site.name',{'field':'about.deal.name'}],'filter':'about.deal.site.name == about.site.name','sort':['about.deal.name']}"),
            ("form", "{'name':'f','entity':'deal','sections':[{'fields':['name']}],'related':[{'entity':'visit','via':'about_id'},{'entity':'call','via':'about_id'}]}"),
            ("rule", "{'name':'r','entity':'visit','when':'about_type == \\u0027deal\\u0027 && about.deal.name == null','field':'about_id','message':'No.'}"));

        Assert.Empty(reading.Problems);
        Assert.Equal(["Place", "Deal"], reading.Snapshot.Entity("visit")!.Field("about_type")!.Choices.Select(c => c.Label));
        Assert.Equal(["visit", "call"], reading.Snapshot.FormOf(reading.Snapshot.Entity("site")!).Related.Where(r => r.Via == "about_id").Select(r => r.Entity));
        Assert.DoesNotContain("about_type", reading.Snapshot.FormOf(reading.Snapshot.Entity("visit")!).Tabs.SelectMany(t => t.Sections).SelectMany(s => s.Fields).Select(f => f.Field));
    }

    [Theory]
    [InlineData("about.name", "'about' leads to several entities, and 'name' is none of them.")]
    [InlineData("about.lead.name", "'about' leads to several entities, and 'lead' is none of them.")]
    [InlineData("about.site.nme", "'site' has no field 'nme'.")]
    [InlineData("about.site", "'about.site' ends at a record, not at a field.")]
    [InlineData("about.deal.site.name", "'about.deal.site.name' goes over more than one lookup.")]
    public void Model_SaysWhy_WhenAColumnLeadsNowhere(string column, string message)
    {
        var reading = Reading.Model(Site, Deal, Visit("['site','deal']"), ("view", $"{{'name':'v','entity':'visit','columns':['subject','{column}']}}"));

        Assert.Equal(message, Assert.Single(reading.Problems).Problem.Message);
    }

    [Fact]
    public void Model_KeepsTheLookup_WithTheTargetsThatAreThere()
    {
        var reading = Reading.Model(Site, Visit("['site','deal','lead']"));

        Assert.Equal(["properties.about_id.x-crm.lookup[1]", "properties.about_id.x-crm.lookup[2]"], reading.Problems.Select(p => p.Problem.Path));
        var visit = reading.Snapshot.Entity("visit")!;
        Assert.Equal(["site"], visit.Field("about_id")!.Targets);
        Assert.Equal(["site"], visit.Field("about_type")!.Choices.Select(c => c.Value));
    }

    [Fact]
    public void Model_DropsTheLookup_WhenNoneOfItsTargetsIsThere() =>
        Assert.Equal(["subject"], Reading.Model(Visit("['deal','lead']")).Snapshot.Entity("visit")!.Fields.Select(f => f.Name));

    [Fact]
    public void Uses_NameEveryTarget_AndTheEntitiesThatPathsSay()
    {
        var snapshot = Reading.Model(Site, Deal, Visit("['site','deal']"), ("view", "{'name':'v','entity':'visit','columns':['about.site.name']}")).Snapshot;

        var uses = new EntityUses(Kinds.Registry).Uses(snapshot).Concat(new ViewUses(Kinds.Registry).Uses(snapshot)).ToList();

        Assert.Contains(uses, u => u is { Path: "properties.about_id.x-crm.lookup[1]", Target: { Name: "deal", Field: null } });
        Assert.Contains(uses, u => u is { Kind: "view", Path: "columns[0].field", Target: { Name: "site", Field: null } });
        Assert.Contains(uses, u => u is { Kind: "view", Target: { Name: "site", Field: "name" } });
        Assert.Contains(uses, u => u is { Kind: "view", Target: { Name: "visit", Field: "about_id" } });
    }

    [Theory]
    [InlineData("'site'", "['site','deal']", "change_field about_id,fill_field about_type,add_field about_type")]
    [InlineData("'site'", "'*'", "change_field about_id,fill_field about_type,add_field about_type")]
    [InlineData("['site','deal']", "'site'", "remove_field about_type,change_field about_id")]
    [InlineData("['site']", "['site','deal']", "change_field about_id")]
    [InlineData("['site','deal']", "['site']", "change_field about_id")]
    [InlineData("['site','deal']", "'*'", "change_field about_id")]
    public void Difference_IsOfTheLookup_AndOfWhatIsStoredBesideIt(string before, string after, string operations)
    {
        var difference = Compare(Reading.Model(Site, Deal, Visit(before)).Snapshot, Reading.Model(Site, Deal, Visit(after)));

        Assert.Equal(operations.Split(',').Order(), difference.Change.Operations.Select(o => $"{o.Kind} {o.Field}").Order());
        Assert.Empty(difference.Problems);
        Assert.Empty(difference.Losses);
    }

    [Fact]
    public void Difference_IsNone_WhenOnlyTheTitleOfATargetDiffers()
    {
        var renamed = Site.Item2.Replace("Place", "Spot", StringComparison.Ordinal);

        var difference = Compare(Reading.Model(Site, Deal, Visit("['site','deal']")).Snapshot, Reading.Model(("entity", renamed), Deal, Visit("['site','deal']")));

        Assert.Equal(["change_entity site"], difference.Change.Operations.Select(o => $"{o.Kind} {o.Subject}"));
    }

    [Fact]
    public void Model_HasTheVerySameEntity_AsLongAsNothingDiffers()
    {
        StoredDefinition[] definitions = [.. new[] { Site, Deal, Visit("['site','deal']") }.Select(d => Reading.Stored(d.Item1, d.Item2))];
        StoredDefinition[] others = [Reading.Stored("entity", Site.Item2.Replace("Place", "Spot", StringComparison.Ordinal)), .. definitions[1..]];
        EntityDefinition Read(StoredDefinition[] set) => Reading.Models.Read(1, set).Snapshot.Entity("visit")!;

        var first = Read(definitions);

        Assert.Same(first, Read(definitions));
        Assert.Equal("Spot", Read(others).Field("about_type")!.Choices[0].Label);
        Assert.Equal("Place", Read(definitions).Field("about_type")!.Choices[0].Label);
    }

    [Fact]
    public void Difference_IsRefused_WhenSeveralDoNotTakeTheOneItPointedAt()
    {
        var difference = Compare(Reading.Model(Site, Deal, Visit("'site'")).Snapshot, Reading.Model(Site, Deal, Visit("['deal']")));

        Assert.Equal("publish.lookup", Assert.Single(difference.Problems, p => p.Name == "visit").Problem.Code);
    }

    [Fact]
    public void Difference_CarriesWhatStandsBesideALookup_WhenTheLookupIsRenamed()
    {
        var after = Visit("['site','deal']").Item2.Replace("'about_id':{'x-crm':{", "'topic_id':{'x-crm':{'renamedFrom':'about_id',", StringComparison.Ordinal);
        var site = Site.Item2.Replace("about_id", "topic_id", StringComparison.Ordinal);

        var difference = Compare(Reading.Model(Site, Deal, Visit("['site','deal']")).Snapshot, Reading.Model(("entity", site), Deal, ("entity", after)), new RenameMark("visit", "topic_id", "about_id"));

        Assert.Equal(["topic_id from about_id", "topic_type from about_type"], difference.Change.Operations.OfType<RenameField>().Select(r => $"{r.Field} from {r.From}"));
        Assert.DoesNotContain(difference.Change.Operations, o => o is AddField or RemoveField);
    }

    [Fact]
    public void Difference_IsNoneOfTheLookup_WhenATargetIsRenamed()
    {
        var before = Reading.Model(Site, Deal, Visit("['site','deal']")).Snapshot;
        var deal = Deal.Item2.Replace("'name':'deal'", "'name':'order'", StringComparison.Ordinal);

        var difference = Compare(before, Reading.Model(Site, ("entity", deal), Visit("['site','order']")), new RenameMark("order", null, "deal"));

        Assert.DoesNotContain(difference.Change.Operations, o => o.Subject == "visit");
        Assert.Contains(difference.Change.Operations, o => o is RenameEntity);
    }

    private static SnapshotDifference Compare(MetadataSnapshot before, ModelReading after, params RenameMark[] marks) => new SnapshotDiff(Kinds.Registry).Compare(before, after, marks, Array.Empty<Tombstone>());

    private static (string, string) Visit(string lookup, string name = "visit") => ("entity", $"{{'name':'{name}','properties':{{'subject':{{'type':'string'}},'about_id':{{'x-crm':{{'lookup':{lookup}}}}}}}}}");
}
