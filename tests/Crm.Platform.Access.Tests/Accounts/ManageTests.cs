using System.Net;
using Crm.Platform.Access.Tests.Hosting;

namespace Crm.Platform.Access.Tests.Accounts;

public sealed class ManageTests
{
    [Fact]
    public async Task Rename_ShowsTheNewName_EverywhereAtOnce()
    {
        await using var host = await AccessHost.StartAsync();
        using var browser = host.Browse();
        await browser.SignInAsync();

        var answer = await browser.SubmitAsync("/Account/Manage", "name", new() { ["Person.Name"] = "Ada Lovelace" });

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.StartsWith("Ada Lovelace: ", await (await browser.GetAsync("/api/who")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("Ada Lovelace", Assert.Single(host.Records.Users.Values)["name"]);
    }

    [Fact]
    public async Task ChangePassword_KeepsThisSessionAndEndsOthers()
    {
        await using var host = await AccessHost.StartAsync();
        using var here = host.Browse();
        using var elsewhere = host.Browse();
        await here.SignInAsync();
        await elsewhere.SignInAsync();

        var answer = await here.SubmitAsync("/Account/Manage", "password", Change(AccessHost.AdminPassword, "another long word", "another long word"));

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Contains("Admin", await (await here.GetAsync("/api/who")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(": None", await (await elsewhere.GetAsync("/api/who")).Content.ReadAsStringAsync());
        Assert.Equal("/", (await elsewhere.SignInAsync(password: "another long word")).Headers.Location?.PathAndQuery);
    }

    [Theory]
    [InlineData("not the password", "another long word", "another long word", "The current password is not right.")]
    [InlineData(AccessHost.AdminPassword, "short", "short", "The password needs at least 8 characters.")]
    [InlineData(AccessHost.AdminPassword, "password123", "password123", "among the first that are guessed")]
    [InlineData(AccessHost.AdminPassword, "another long word", "another word", "The two passwords differ.")]
    public async Task ChangePassword_SaysWhatIsWrong(string current, string password, string repeat, string message)
    {
        await using var host = await AccessHost.StartAsync();
        using var browser = host.Browse();
        await browser.SignInAsync();

        var answer = await browser.SubmitAsync("/Account/Manage", "password", Change(current, password, repeat));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(message, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Change(string current, string password, string repeat) =>
        new() { ["Change.Current"] = current, ["Change.Password"] = password, ["Change.Repeat"] = repeat };
}
