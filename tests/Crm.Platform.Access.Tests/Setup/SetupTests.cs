using System.Net;
using Crm.Platform.Abstractions;
using Crm.Platform.Access.Setup;
using Crm.Platform.Access.Tests.Hosting;
using Crm.Platform.Access.Users;
using Crm.Platform.Records.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Access.Tests.Setup;

public sealed class SetupTests
{
    [Fact]
    public async Task Setup_MakesTheFirstAdmin_AndSignsIn()
    {
        await using var host = await AccessHost.StartEmptyAsync();
        using var browser = host.Browse();
        var link = host.Ready.Value.SetupPath;
        Assert.Matches("^/setup\\?token=[A-Za-z0-9_-]{43}$", link);

        var answer = await browser.SubmitAsync(link!, "setup", Form());

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("/", answer.Headers.Location?.PathAndQuery);
        Assert.Equal("Ada: Read, Write, Customize, Admin", await (await browser.GetAsync("/api/who")).Content.ReadAsStringAsync());
        var account = await host.QueryAsync(c => c.Users.SingleAsync());
        Assert.Equal(account.Id, Assert.Single(host.Records.Users).Key);
    }

    [Fact]
    public async Task Setup_TakesOverTheRecord_ThatWasKeptForTheFirstAdmin()
    {
        await using var host = await AccessHost.StartEmptyAsync();
        using var browser = host.Browse();
        await host.Records.CreateAsync("user", new RecordInput { Id = FirstAdministrator.Id }.Set("name", "Nobody yet"), Caller.Platform, CancellationToken.None);

        await browser.SubmitAsync(host.Ready.Value.SetupPath!, "setup", Form());

        var (id, record) = Assert.Single(host.Records.Users);
        Assert.Equal((FirstAdministrator.Id, "Ada", true), (id, record["name"], record["enabled"]));
    }

    [Fact]
    public async Task Setup_IsGone_OnceUsed()
    {
        await using var host = await AccessHost.StartEmptyAsync();
        using var browser = host.Browse();
        await browser.SubmitAsync(host.Ready.Value.SetupPath!, "setup", Form());

        var again = await browser.GetAsync(host.Ready.Value.SetupPath!);

        Assert.Equal(HttpStatusCode.Gone, again.StatusCode);
        Assert.Contains("Already set up", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/setup")]
    [InlineData("/setup?token=")]
    [InlineData("/setup?token=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Setup_IsNotFound_WithoutTheRightToken(string link)
    {
        await using var host = await AccessHost.StartEmptyAsync();
        using var browser = host.Browse();

        var answer = await browser.GetAsync(link);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain("<form", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Setup_IsNotFound_WhenTheTokenIsChangedInThePost()
    {
        await using var host = await AccessHost.StartEmptyAsync();
        using var browser = host.Browse();
        var form = await browser.FormAsync(host.Ready.Value.SetupPath!, "setup");
        foreach (var (name, value) in Form())
            form[name] = value;

        var answer = await browser.PostAsync("/setup?token=nonsense", form);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(0, await host.QueryAsync(c => c.Users.CountAsync()));
    }

    [Fact]
    public async Task Setup_MakesOneAdmin_WhenManyPostAtOnce()
    {
        await using var host = await AccessHost.StartEmptyAsync();
        var link = host.Ready.Value.SetupPath!;
        var browsers = Enumerable.Range(0, 6).Select(_ => host.Browse()).ToList();
        var forms = new List<Dictionary<string, string>>();
        foreach (var browser in browsers)
            forms.Add(await browser.FormAsync(link, "setup"));

        var answers = await Task.WhenAll(browsers.Select((browser, i) =>
        {
            foreach (var (name, value) in Form($"ada{i}@example.com"))
                forms[i][name] = value;
            return browser.PostAsync(link, forms[i]);
        }));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Found);
        Assert.All(answers.Where(a => a.StatusCode != HttpStatusCode.Found), a => Assert.Equal(HttpStatusCode.Gone, a.StatusCode));
        Assert.Equal(1, await host.QueryAsync(c => c.Users.CountAsync()));
        Assert.Single(host.Records.Users);
        browsers.ForEach(b => b.Dispose());
    }

    [Fact]
    public async Task Setup_MakesOneAdmin_WhenTwoNodesPassTheirOwnChecks()
    {
        await using var host = await AccessHost.StartEmptyAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(i =>
            host.WithAsync<UserDirectory, Result<Guid>>(d => d.CreateFirstAsync(new NewUser("Ada", $"ada{i}@example.com", AccessHost.AdminPassword, AccessRoles.Admin), CancellationToken.None))));

        Assert.Single(results, r => r.IsSuccess);
        Assert.All(results.Where(r => !r.IsSuccess), r => Assert.Equal("access.setup.done", r.Failure?.Code));
        Assert.Equal(1, await host.QueryAsync(c => c.Users.CountAsync()));
    }

    [Fact]
    public async Task Setup_LeavesNothing_WhenTheRecordIsRefused()
    {
        await using var host = await AccessHost.StartEmptyAsync();
        using var browser = host.Browse();
        host.Records.Refusal = new Conflict("test.refused", "No room for records.");

        var refused = await browser.SubmitAsync(host.Ready.Value.SetupPath!, "setup", Form());
        host.Records.Refusal = null;
        var second = await browser.SubmitAsync(host.Ready.Value.SetupPath!, "setup", Form());

        Assert.Contains("No room for records.", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, second.StatusCode);
    }

    [Fact]
    public async Task Setup_SaysWhatIsWrong_AndKeepsTheRest()
    {
        await using var host = await AccessHost.StartEmptyAsync();
        using var browser = host.Browse();

        var answer = await browser.SubmitAsync(host.Ready.Value.SetupPath!, "setup", Form(password: "password1"));

        var html = await answer.Content.ReadAsStringAsync();
        Assert.Contains("among the first that are guessed", html, StringComparison.Ordinal);
        Assert.Contains("ada@example.com", html, StringComparison.Ordinal);
        Assert.DoesNotContain("password1", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_MakesTheAdminUnattended_AndOffersNoLink()
    {
        await using var host = await AccessHost.StartAsync();

        Assert.Null(host.Ready.Value.SetupPath);
        Assert.Equal(AccessHost.AdminEmail, await host.QueryAsync(c => c.Users.Select(u => u.Email).SingleAsync()));
    }

    [Theory]
    [InlineData("weak", "The administrator of Crm:Setup cannot be created: The password needs at least 8 characters.")]
    [InlineData("password123", "The administrator of Crm:Setup cannot be created: This password is among the first that are guessed. Choose another.")]
    public async Task Start_IsRefusedWithOneLine_WhenThePasswordIsWeak(string password, string line)
    {
        await using var host = await AccessHost.StartAsync(settings => settings["Crm:Setup:AdminPassword"] = password);

        Assert.Equal(line, host.Ready.Failure?.Message);
    }

    [Theory]
    [InlineData("Crm:Setup:AdminPassword", "Crm:Setup:AdminEmail and Crm:Setup:AdminPassword belong together: set both or neither.")]
    [InlineData("Crm:Setup:ClientSecret", "Crm:Setup:ClientId and Crm:Setup:ClientSecret belong together: set both or neither.")]
    public async Task Start_IsRefused_WhenHalfAPairIsMissing(string missing, string line)
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => AccessHost.StartAsync(settings => settings.Remove(missing)));

        Assert.Equal(line, Assert.Single(refusal.Failures));
    }

    [Fact]
    public async Task Start_KeepsSecretsHashed()
    {
        await using var host = await AccessHost.StartAsync();

        var secret = await host.QueryAsync(c => c.Clients.Select(x => x.ClientSecret).SingleAsync());
        var password = await host.QueryAsync(c => c.Users.Select(x => x.PasswordHash).SingleAsync());

        Assert.Equal(1, Convert.FromBase64String(secret!)[0]);
        Assert.Equal(1, Convert.FromBase64String(password!)[0]);
    }

    [Fact]
    public async Task Start_TakesOverAChangedClientSecret()
    {
        await using var host = await AccessHost.StartAsync();
        await host.WithAsync<SetupClient, bool>(async client =>
        {
            await client.EnsureAsync(AccessHost.ClientId, "the new secret of the client", CancellationToken.None);
            return true;
        });
        using var browser = host.Browse();

        var old = await browser.PostAsync("/connect/token", TokenRequest(AccessHost.ClientSecret));
        var renewed = await browser.PostAsync("/connect/token", TokenRequest("the new secret of the client"));

        Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
        Assert.Equal(HttpStatusCode.OK, renewed.StatusCode);
    }

    private static Dictionary<string, string> TokenRequest(string secret) =>
        new() { ["grant_type"] = "client_credentials", ["client_id"] = AccessHost.ClientId, ["client_secret"] = secret };

    private static Dictionary<string, string> Form(string email = AccessHost.AdminEmail, string password = AccessHost.AdminPassword) =>
        new() { ["Input.Name"] = "Ada", ["Input.Email"] = email, ["Input.Password"] = password, ["Input.Repeat"] = password };
}
