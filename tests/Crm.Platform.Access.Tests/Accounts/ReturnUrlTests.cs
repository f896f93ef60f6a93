using Crm.Platform.Access.Accounts;

namespace Crm.Platform.Access.Tests.Accounts;

public sealed class ReturnUrlTests
{
    [Theory]
    [InlineData("/", "/")]
    [InlineData("/app/deals/1?tab=a#b", "/app/deals/1?tab=a#b")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("app/deals", "/")]
    [InlineData("//host", "/")]
    [InlineData("/\\host", "/")]
    [InlineData("/\t/host", "/")]
    [InlineData("http://localhost/", "/")]
    public void Local_FallsBackToHome_UnlessTheAddressStaysHere(string? returnUrl, string expected) =>
        Assert.Equal(expected, ReturnUrl.Local(returnUrl));
}
