using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Screens.Lists;
using Crm.Platform.Screens.Tests.Hosting;
using Crm.Testing.Components;
using Crm.Testing.Platforms;
using Microsoft.AspNetCore.Components;

namespace Crm.Platform.Screens.Tests.Lists;

public class ListToolbarTests
{
    private const string Box = "input[type=search]";

    private static Task<RenderedComponent> OpenAsync(ScreensHost host, List<string> asked)
    {
        var layout = ListLayout.Of(TestEntities.Visit, new ListState(), host.Get<Crm.Platform.Metadata.Snapshots.IMetadata>().Current);
        return host.OpenAsync<ListToolbar>("/app/visits", ("Entity", TestEntities.Visit), ("Layout", layout), ("State", new ListState()),
            ("Go", EventCallback.Factory.Create<ListState>(new object(), state => asked.Add(state.Words))));
    }

    [Fact]
    public void Export_TakesFilterSearchAndSortOfTheList()
    {
        var view = new ViewDefinition("open", "visit", []) { Filter = "status == 'open'" };
        var state = new ListState { Words = "big deal", Filter = "amount > 5 || amount == null", Sort = [new("site.name", true), new("subject")] };

        var address = new Uri("http://localhost" + ExportAddress.Of(new ListLayout(TestEntities.Visit, view, [], state.Sort), state, "xlsx"));

        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(address.Query);
        Assert.Equal("/api/data/visits/export", address.AbsolutePath);
        Assert.Equal(["xlsx", "(status == 'open') && (amount > 5 || amount == null)", "big deal", "site/name desc,subject"], new[] { "format", "condition", "$search", "$orderby" }.Select(k => query[k].ToString()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Export_IsOffered_ToThoseWhoMay(bool mayExport)
    {
        await using var host = await ScreensHost.StartAsync();
        var layout = ListLayout.Of(TestEntities.Visit, new ListState(), host.Get<Crm.Platform.Metadata.Snapshots.IMetadata>().Current);

        var bar = await host.OpenAsync<ListToolbar>("/app/visits", ("Entity", TestEntities.Visit), ("Layout", layout), ("State", new ListState()), ("MayExport", mayExport));

        Assert.Equal(mayExport, bar.Html.Contains("aria-label=\"Export\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Box_KeepsWhatWasTypedOn_WhenAnEarlierSearchIsAnswered()
    {
        await using var host = await ScreensHost.StartAsync();
        var asked = new List<string>();
        var bar = await OpenAsync(host, asked);
        await bar.InputAsync(Box, "har");
        await bar.InputAsync(Box, "harbour ");

        await bar.SetAsync(("State", new ListState { Words = "har" }));
        var early = bar.One(Box).GetAttribute("value");
        await bar.SetAsync(("State", new ListState { Words = "harbour" }));

        Assert.Equal(["har", "harbour"], asked);
        Assert.Equal(("harbour ", "harbour "), (early, bar.One(Box).GetAttribute("value")));
    }

    [Fact]
    public async Task Box_ShowsTheWordsOfTheAddress_WhenTheyComeFromElsewhere()
    {
        await using var host = await ScreensHost.StartAsync();
        var bar = await OpenAsync(host, []);
        await bar.InputAsync(Box, "har");
        await bar.SetAsync(("State", new ListState { Words = "har" }));

        await bar.SetAsync(("State", new ListState()));

        Assert.Equal("", bar.One(Box).GetAttribute("value") ?? "");
    }
}
