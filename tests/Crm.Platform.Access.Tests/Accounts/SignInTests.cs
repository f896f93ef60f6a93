using System.Net;
using Crm.Platform.Abstractions;
using Crm.Platform.Access.Tests.Hosting;
using Crm.Platform.Access.Users;

namespace Crm.Platform.Access.Tests.Accounts;

public sealed class SignInTests
{
    [Fact]
    public async Task Login_OpensTheProduct_WhenThePasswordIsRight()
    {
        await using var host = await AccessHost.StartAsync();
        using var browser = host.Browse();

        var answer = await browser.SignInAsync();

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("/", answer.Headers.Location?.PathAndQuery);
        Assert.Equal("Ada: Read, Write, Customize, Admin", await (await browser.GetAsync("/api/who")).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Login_ShowsOneAnswer_WhenPasswordIsWrongOrPersonUnknown()
    {
        await using var host = await AccessHost.StartAsync();
        using var browser = host.Browse();

        var wrong = await (await browser.SignInAsync(password: "not the password")).Content.ReadAsStringAsync();
        var unknown = await (await browser.SignInAsync(email: "nobody@example.com")).Content.ReadAsStringAsync();

        Assert.Contains("E-mail or password is not right.", wrong, StringComparison.Ordinal);
        Assert.Contains("E-mail or password is not right.", unknown, StringComparison.Ordinal);
        Assert.DoesNotContain(browser.Cookies, c => c.Name == "crm.session");
    }

    [Theory]
    [InlineData(AccessHost.AdminEmail)]
    [InlineData("nobody@example.com")]
    public async Task Login_LocksOut_WhenFivePasswordsAreWrong(string email)
    {
        await using var host = await AccessHost.StartAsync();
        using var browser = host.Browse();
        for (var attempt = 1; attempt <= 4; attempt++)
            Assert.Equal(HttpStatusCode.OK, (await browser.SignInAsync(email, "not the password")).StatusCode);

        var fifth = await browser.SignInAsync(email, "not the password");
        var right = await browser.SignInAsync(email);

        Assert.Equal("/Account/Lockout", fifth.Headers.Location?.PathAndQuery);
        Assert.Equal("/Account/Lockout", right.Headers.Location?.PathAndQuery);
        Assert.Contains("Too many attempts", await (await browser.GetAsync("/Account/Lockout")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/app/contacts?view=all", "/app/contacts?view=all")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example/", "/")]
    [InlineData("javascript:alert(1)", "/")]
    public async Task Login_GoesToLocalAddressesOnly(string returnUrl, string target)
    {
        await using var host = await AccessHost.StartAsync();
        using var browser = host.Browse();

        var answer = await browser.SignInAsync(page: "/Account/Login?returnUrl=" + Uri.EscapeDataString(returnUrl));

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("http://localhost" + target, answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Login_IsRefused_WithoutAntiforgeryToken()
    {
        await using var host = await AccessHost.StartAsync();
        using var browser = host.Browse();

        var answer = await browser.PostAsync("/Account/Login", new() { ["_handler"] = "login", ["Input.Email"] = AccessHost.AdminEmail, ["Input.Password"] = AccessHost.AdminPassword });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(browser.Cookies);
    }

    [Fact]
    public async Task Page_RedirectsToLogin_WhenNobodyIsSignedIn()
    {
        await using var host = await AccessHost.StartAsync();
        using var browser = host.Browse();

        var answer = await browser.GetAsync("/Account/Manage");

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("/Account/Login?returnUrl=%2FAccount%2FManage", answer.Headers.Location?.PathAndQuery);
    }

    [Theory]
    [InlineData("http://localhost/", "crm.session", false)]
    [InlineData("https://localhost/", "__Host-crm.session", true)]
    [InlineData("http://crm.example/", "crm.session", true)]
    public async Task SessionCookie_IsHardened(string address, string name, bool secure)
    {
        await using var host = await AccessHost.StartAsync();
        using var browser = host.Browse(address);
        await browser.GetAsync("/Account/Login");

        await browser.SignInAsync();

        var cookie = browser.SetCookies.Single(c => c.StartsWith(name + "=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(secure, cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Logout_EndsTheSession_ByPostOnly()
    {
        await using var host = await AccessHost.StartAsync();
        using var browser = host.Browse();
        await browser.SignInAsync();
        var token = await browser.AntiforgeryTokenAsync();

        var forged = await browser.PostAsync("/Account/Logout", []);
        var stillIn = await browser.GetAsync("/api/who");
        var real = await browser.PostAsync("/Account/Logout", new() { ["__RequestVerificationToken"] = token });

        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Equal(HttpStatusCode.OK, stillIn.StatusCode);
        Assert.Equal(HttpStatusCode.Found, real.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/who")).StatusCode);
    }

    [Fact]
    public async Task DisabledUser_LosesRightsAtOnce_AndTheSessionWithinAMinute()
    {
        await using var host = await AccessHost.StartAsync();
        var id = await host.AddUserAsync("bob@example.com", "a long enough word");
        using var browser = host.Browse();
        await browser.SignInAsync("bob@example.com", "a long enough word");
        Assert.Equal("Bob: Read, Write", await (await browser.GetAsync("/api/who")).Content.ReadAsStringAsync());

        await host.WithAsync<IUserDirectory, Result<Guid>>(users => users.SetEnabledAsync(id, false, CancellationToken.None));

        Assert.Equal(": None", await (await browser.GetAsync("/api/who")).Content.ReadAsStringAsync());
        host.Time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/who")).StatusCode);
        Assert.Contains("E-mail or password is not right.", await (await browser.SignInAsync("bob@example.com", "a long enough word")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(false, host.Records.Users[id]["enabled"]);
    }

    [Fact]
    public async Task Session_Ends_WhenItIsSevenDaysOld()
    {
        await using var host = await AccessHost.StartAsync();
        using var browser = host.Browse();
        await browser.SignInAsync();

        for (var hours = 0; hours < 7 * 24; hours += 6)
        {
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/api/who")).StatusCode);
            host.Time.Advance(TimeSpan.FromHours(6));
        }
        host.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/who")).StatusCode);
    }

    [Fact]
    public async Task Login_Answers429_WhenTriedTooOften()
    {
        await using var host = await AccessHost.StartAsync(settings => settings["Crm:Access:SignInsPerMinute"] = "2");
        using var browser = host.Browse();
        await browser.SignInAsync(password: "not the password");
        await browser.SignInAsync(password: "not the password");

        var third = await browser.SignInAsync();

        Assert.Equal(HttpStatusCode.TooManyRequests, third.StatusCode);
        Assert.InRange(third.Headers.RetryAfter?.Delta?.TotalSeconds ?? 0, 1, 60);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/Account/Login")).StatusCode);
    }
}
