using Crm.Platform.Records.Reading;
using Crm.Platform.Screens.Lists;

namespace Crm.Platform.Screens.Tests.Lists;

public class ListStateTests
{
    [Fact]
    public void ToAddress_GivesTheSameStateBack_WhenParsed()
    {
        var state = new ListState { View = "open", Words = "a & b", Filter = "status == 'won' && amount > 5", Sort = [new RecordSort("amount", true), new RecordSort("name")], Page = 3, Columns = ["name", "site.region"] };

        var back = ListState.Parse("http://localhost" + state.ToAddress("/app/visits"));

        Assert.Equal(state.ToAddress("/x"), back.ToAddress("/x"));
        Assert.Equal((state.Words, state.Filter, 3), (back.Words, back.Filter, back.Page));
        Assert.Equal(state.Sort, back.Sort);
    }

    [Theory]
    [InlineData("?page=0")]
    [InlineData("?page=-4")]
    [InlineData("?page=x")]
    [InlineData("?page=99999999999")]
    [InlineData("")]
    public void Parse_StaysOnTheFirstPage_WhenThePageMakesNoSense(string query) =>
        Assert.Equal(1, ListState.Parse("http://localhost/app/visits" + query).Page);

    [Fact]
    public void ToAddress_IsBare_WhenEverythingIsAtItsDefault() => Assert.Equal("/app/visits", new ListState().ToAddress("/app/visits"));

    [Fact]
    public void SortedBy_GoesUpThenDownThenBack_WhenAHeadIsPressedAgain()
    {
        var up = new ListState { Page = 7 }.SortedBy("amount", null);
        var down = up.SortedBy("amount", up.Sort[0]);
        var none = down.SortedBy("amount", down.Sort[0]);

        Assert.Equal((new RecordSort("amount"), 1), (Assert.Single(up.Sort), up.Page));
        Assert.Equal(new RecordSort("amount", true), Assert.Single(down.Sort));
        Assert.Empty(none.Sort);
    }
}
