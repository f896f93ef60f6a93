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
}
