using System.Collections.Immutable;
using Crm.Platform.Records.Importing.Mapping;
using Crm.Platform.Records.Importing.Preview;
using Crm.Platform.Screens.Importing;
using Crm.Testing.Platforms;

namespace Crm.Platform.Screens.Tests.Importing;

public class ImportDraftTests
{
    private static ImportDraft Guessed()
    {
        var draft = new ImportDraft(TestEntities.Visit);
        draft.Adopt(new ImportPreview("visit", "file.csv")
        {
            Columns = [new("a", [], new ColumnMapping { Field = "subject" }), new("b", [], new ColumnMapping { Field = "site_id", Key = "name" }), new("c", [], null)],
        });
        return draft;
    }

    [Fact]
    public void Mapping_LeavesColumnsToTheGuess_UntilSomebodyDecides()
    {
        var draft = Guessed();

        Assert.Null(draft.Mapping.Columns);
        Assert.Equal("subject", draft.Of("a")?.Field);
    }

    [Fact]
    public void Choose_MovesTheField_WhenAnotherColumnHadIt()
    {
        var draft = Guessed();

        draft.Choose("c", "subject");

        Assert.Equal([("b", "site_id"), ("c", "subject")], draft.Mapping.Columns!.Select(c => (c.Key, c.Value.Field!)).Order());
    }

    [Fact]
    public void Choose_LeavesTheColumnOut_WhenNoFieldIsChosen()
    {
        var draft = Guessed();

        draft.Choose("a", null);

        Assert.Equal(["b"], draft.Mapping.Columns!.Keys);
    }

    [Fact]
    public void Replace_CanBeTakenBack()
    {
        var draft = Guessed();

        draft.Replace("b", "nord", "North");
        var replaced = draft.Of("b")!.Values;
        draft.Replace("b", "nord", null);

        Assert.Equal(ImmutableDictionary<string, string>.Empty.Add("nord", "North"), replaced);
        Assert.Empty(draft.Of("b")!.Values);
        Assert.Equal("name", draft.Of("b")!.Key);
    }

    [Fact]
    public void ReadWith_BeginsAnew_BecauseThereAreOtherColumns()
    {
        var draft = Guessed();
        draft.Choose("a", null);

        draft.ReadWith(';');

        Assert.Null(draft.Mapping.Columns);
        Assert.Equal(';', draft.Mapping.Delimiter);
    }
}
