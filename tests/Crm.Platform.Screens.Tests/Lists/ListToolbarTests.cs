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
