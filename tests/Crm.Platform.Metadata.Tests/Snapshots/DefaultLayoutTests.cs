using Crm.Platform.Metadata.Tests.Definitions;

namespace Crm.Platform.Metadata.Tests.Snapshots;

public sealed class DefaultLayoutTests
{
    private const string Visit = """
        { 'name': 'visit', 'title': 'Visit', 'properties': {
            'notes': { 'type': 'string', 'x-crm': { 'kind': 'multiline' } },
            'code': { 'type': 'string' },
            'type': { 'enum': ['a', 'b'] },
            'fee': { 'type': 'number', 'x-crm': { 'kind': 'money' } },
            'planned_on': { 'type': 'string', 'format': 'date' },
            'status': { 'enum': ['open', 'done'] },
            'site_id': { 'type': 'string', 'x-crm': { 'lookup': 'site' } },
            'subject': { 'type': 'string' },
            'double_fee': { 'type': 'number', 'readOnly': true, 'x-crm': { 'kind': 'money', 'formula': 'fee * 2' } },
            'a1': { 'type': 'string' }, 'a2': { 'type': 'string' } } }
        """;

    private const string Site = "{'name':'site','properties':{'name':{'type':'string'}}}";

    [Fact]
    public void View_ShowsWhatTellsMost_WhenNoneIsDefined()
    {
        var snapshot = Reading.Model(("entity", Visit), ("entity", Site)).Snapshot;
        var view = Assert.Single(snapshot.ViewsOf(snapshot.Entity("visit")!));

        Assert.Equal(["subject", "status", "site_id", "fee", "planned_on", "code", "type"], view.Columns.Select(c => c.Field));
        Assert.Equal(("All visits", "subject", false), (view.Title, view.Sort[0].Field, view.Sort[0].Descending));
    }

    [Fact]
    public void Form_PutsNameFirstAndTextLast_WhenNoneIsDefined()
    {
        var snapshot = Reading.Model(("entity", Visit), ("entity", Site)).Snapshot;
        var form = snapshot.FormOf(snapshot.Entity("visit")!);

        Assert.Equal(["Details", "Calculated", "More"], form.Tabs[0].Sections.Select(s => s.Title));
        Assert.Equal("subject", form.Tabs[0].Sections[0].Fields[0].Field);
        Assert.Equal(("notes", true), (form.Tabs[0].Sections[2].Fields[0].Field, form.Tabs[0].Sections[2].Fields[0].Wide));
        Assert.Equal("status", form.Stages);
        Assert.Equal(["site_id", "fee", "planned_on"], form.KeyFacts);
        Assert.Equal(("visit", "site_id"), snapshot.FormOf(snapshot.Entity("site")!).Related.Single() is var list ? (list.Entity, list.Via) : default);
    }

    [Fact]
    public void View_SortsNewestFirst_WhenNothingNamesTheRecord()
    {
        var snapshot = Reading.Model(("entity", "{'name':'reading','properties':{'value':{'type':'number'}}}")).Snapshot;
        var view = snapshot.ViewsOf(snapshot.Entity("reading")!)[0];

        Assert.Equal(("created_at", true), (view.Sort[0].Field, view.Sort[0].Descending));
        Assert.Equal(["id", "value", "created_at"], view.Columns.Select(c => c.Field));
    }
}
