using Crm.Platform.Screens.Shell;

namespace Crm.Platform.Screens.Tests.Shell;

public class MenuLinkTests
{
    [Theory]
    [InlineData("/", "", true)]
    [InlineData("/", "app/deals", false)]
    [InlineData("/app/deals", "app/deals?page=2", true)]
    [InlineData("/app/deals", "app/deals/0197", true)]
    [InlineData("/app/deals", "app/deals_old", false)]
    [InlineData("/app/deals?view=open", "app/deals?view=open&page=2", true)]
    [InlineData("/app/deals?view=open", "app/deals", false)]
    public void Covers_TellsWhereOneIs_WhenPagesShareABeginning(string href, string path, bool covers) => Assert.Equal(covers, MenuLink.Covers(href, path));

    [Theory]
    [InlineData("app/deals", null, "sales /app/deals")]
    [InlineData("app/deals?view=open", null, "sales /app/deals?view=open")]
    [InlineData("app/deals?view=open", "service", "service /app/deals")]
    [InlineData("app/deals/0197", "service", "service /app/deals")]
    [InlineData("app/deals", "elsewhere", "sales /app/deals")]
    [InlineData("app/leads", "service", null)]
    public void Current_IsOneLine_WhenAppsShareAList(string path, string? app, string? expected)
    {
        MenuLink[] links = [new("sales", "/app/deals", "", ""), new("sales", "/app/deals?view=open", "", ""), new("service", "/app/deals", "", "")];

        var current = MenuLink.Current(links, path, app);

        Assert.Equal(expected, current is null ? null : $"{current.App} {current.Href}");
    }
}
