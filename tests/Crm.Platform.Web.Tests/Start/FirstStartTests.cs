using System.Net;
using Crm.Testing.Hosting;
using Crm.Testing.Platforms;

namespace Crm.Platform.Web.Tests.Start;

/// <summary>The first start, with somebody at the console and without.</summary>
public sealed class FirstStartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_PrintsOneLineWithAddressAndSetupLink_WhenNothingIsSet()
    {
        await using var host = await HostProcess.StartAsync(_folder.Path);

        using var browser = HostClient.Stranger(host);
        using var page = await browser.SendAsync(HttpMethod.Get, host.SetupLink!.PathAndQuery);
        await host.StopAsync();

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("Create administrator", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(host.Address.Authority, host.SetupLink.Authority);
        Assert.Single(host.Output);
        Assert.Empty(host.Errors);
    }

    [Fact]
    public async Task Start_KeepsEverythingInTheDataDirectory_WhenNothingIsSet()
    {
        await using var host = await HostProcess.StartAsync(_folder.Path);

        Assert.Equal(["data"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName));
        Assert.True(File.Exists(Path.Combine(_folder.Path, "data", "crm.db-wal")), "SQLite runs in write-ahead mode");
    }

    [Fact]
    public async Task Start_PrintsNoLink_WhenAnAdministratorIsConfigured()
    {
        await using var host = await HostProcess.StartAsync(_folder.Path, HostSettings.Unattended);

        using var client = await HostClient.SignInAsync(host);
        var users = await client.GetAsync("api/data/users?$filter=email eq '" + HostSettings.AdminEmail + "'");

        Assert.Null(host.SetupLink);
        Assert.Single(users["value"]!.AsArray());
        Assert.Single(host.Output);
    }

    [Fact]
    public async Task Setup_StaysOpen_WhenOnlyAClientIsConfigured()
    {
        var settings = HostSettings.Unattended.Where(s => s.Key.Contains("Client", StringComparison.Ordinal)).ToDictionary();
        await using var host = await HostProcess.StartAsync(_folder.Path, settings);

        using var client = await HostClient.SignInAsync(host);

        Assert.NotNull(host.SetupLink);
        Assert.NotEmpty(client.Token);
    }

    [Fact]
    public async Task Health_AnswersToAnybody_WhenTheHostIsReady()
    {
        await using var host = await HostProcess.StartAsync(_folder.Path);
        using var stranger = HostClient.Stranger(host);

        using var live = await stranger.SendAsync(HttpMethod.Get, "health/live");
        using var ready = await stranger.SendAsync(HttpMethod.Get, "health/ready");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (live.StatusCode, ready.StatusCode));
    }

    [Theory]
    [InlineData("api/data/accounts")]
    [InlineData("api/metadata/entities")]
    [InlineData("api/nothing-of-the-kind")]
    public async Task Api_Refuses_WhenNobodyIsSignedIn(string path)
    {
        await using var host = await HostProcess.StartAsync(_folder.Path);
        using var stranger = HostClient.Stranger(host);

        using var answer = await stranger.SendAsync(HttpMethod.Get, path);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }
}
