using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Crm.Testing.Hosting;
using Crm.Testing.Platforms;

namespace Crm.Platform.Web.Tests.Start;

/// <summary>Stopping loses nothing, and the next start finds everything.</summary>
public sealed class StopTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Stop_LetsARunningRequestFinish_WhenToldToEnd()
    {
        await using var host = await HostProcess.StartAsync(_folder.Path, HostSettings.Unattended);
        using var client = await HostClient.SignInAsync(host);
        using var request = await SlowRequest.StartAsync(host.Address, client.Token, """{"name":"Last in"}""");

        await host.TerminateAsync();
        await request.UntilNobodyIsLetInAsync();
        var answer = await request.FinishAsync();

        Assert.StartsWith("HTTP/1.1 201", answer, StringComparison.Ordinal);
        Assert.Equal(0, await host.ExitAsync());
        Assert.Equal(["Last in"], await NamesAsync());
    }

    [Fact]
    public async Task Stop_KeepsEveryRecordItConfirmed_WhenABurstIsRunning()
    {
        await using var host = await HostProcess.StartAsync(_folder.Path, HostSettings.Unattended);
        using var client = await HostClient.SignInAsync(host);
        using var first = new SemaphoreSlim(0);

        var burst = Enumerable.Range(0, 60).Select(i => CreateAsync(client, i, first)).ToList();
        await first.WaitAsync();
        var exit = await host.StopAsync();
        var confirmed = (await Task.WhenAll(burst)).OfType<string>();

        Assert.Equal(0, exit);
        Assert.Empty(confirmed.Except(await NamesAsync()));
        Assert.Empty(host.Errors);
    }

    [Fact]
    public async Task SecondStart_KeepsPeopleDefinitionsAndRecords()
    {
        await using (var first = await HostProcess.StartAsync(_folder.Path, HostSettings.Unattended))
        {
            using var client = await HostClient.SignInAsync(first);
            await client.PostAsync("api/metadata/draft/import", JsonNode.Parse("""{"definitions":[{"kind":"entity","definition":{"name":"boat","title":"Boat","type":"object","properties":{"name":{"type":"string","title":"Name"}}}}]}""")!);
            await client.PostAsync("api/metadata/draft/publish", new JsonObject());
            await client.PostAsync("api/data/boats", new JsonObject { ["name"] = "Argo" });
            Assert.Equal(0, await first.StopAsync());
        }

        await using var second = await HostProcess.StartAsync(_folder.Path, HostSettings.Unattended);
        using var again = await HostClient.SignInAsync(second);
        var boats = await again.GetAsync("api/data/boats");
        var versions = await again.GetAsync("api/metadata/versions");

        Assert.Equal("Argo", Assert.Single(boats["value"]!.AsArray())!["name"]!.GetValue<string>());
        Assert.Equal(2, versions["value"]!.AsArray().Count);
        Assert.Null(second.SetupLink);
        Assert.Single(second.Output);
    }

    /// <returns>The name when the host confirmed it, otherwise <see langword="null"/>.</returns>
    private static async Task<string?> CreateAsync(HostClient client, int number, SemaphoreSlim done)
    {
        var name = "Burst " + number.ToString("000", CultureInfo.InvariantCulture);
        try
        {
            using var answer = await client.SendAsync(HttpMethod.Post, "api/data/accounts", new JsonObject { ["name"] = name });
            return answer.StatusCode == HttpStatusCode.Created ? name : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
        finally
        {
            done.Release();
        }
    }

    private async Task<List<string>> NamesAsync()
    {
        await using var host = await HostProcess.StartAsync(_folder.Path, HostSettings.Unattended);
        using var client = await HostClient.SignInAsync(host);
        var accounts = await client.GetAsync("api/data/accounts?$top=1000");
        return [.. accounts["value"]!.AsArray().Select(a => a!["name"]!.GetValue<string>())];
    }
}
