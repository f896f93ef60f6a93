using System.Diagnostics;
using System.Text.Json.Nodes;
using Crm.Testing.Hosting;
using Crm.Testing.Platforms;

namespace Crm.Platform.Web.Tests.Start;

/// <summary>A wrong definition among the shipped ones is named; the rest runs.</summary>
public sealed class BrokenDefinitionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_NamesFilePathAndHint_WhenADefinitionIsWrong()
    {
        var assembly = await CopyHostAsync();
        await AddAsync("""{"name":"boat","title":"Boat","type":"object","properties":{"name":{"type":"string","maxLenght":40}}}""");
        await using var host = await HostProcess.StartAsync(_folder.Path, HostSettings.Unattended, assembly);
        using var client = await HostClient.SignInAsync(host);

        var problem = Assert.Single((await client.GetAsync("api/metadata/problems"))["value"]!.AsArray())!;

        Assert.Equal("sales/entities/boat.json", problem["file"]!.GetValue<string>());
        Assert.Equal("properties.name.maxLenght", problem["path"]!.GetValue<string>());
        Assert.Contains("maxLength", problem["hint"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_RunsOnAndSaysSoOnStandardError_WhenAFileIsNotJson()
    {
        var assembly = await CopyHostAsync();
        await AddAsync("{ this is not JSON");
        await using var host = await HostProcess.StartAsync(_folder.Path, HostSettings.Unattended, assembly);
        using var client = await HostClient.SignInAsync(host);

        var created = await client.PostAsync("api/data/accounts", new JsonObject { ["name"] = "Still here" });
        await host.StopAsync();

        Assert.Equal("Still here", created["name"]!.GetValue<string>());
        Assert.Contains("sales/entities/boat.json", Assert.Single(host.Errors), StringComparison.Ordinal);
        Assert.Single(host.Output);
    }

    [Fact]
    public async Task Problems_AreEmpty_WhenTheShippedDefinitionsAreUntouched()
    {
        await using var host = await HostProcess.StartAsync(_folder.Path, HostSettings.Unattended);
        using var client = await HostClient.SignInAsync(host);

        var problems = await client.GetAsync("api/metadata/problems");

        Assert.Empty(problems["value"]!.AsArray());
    }

    private Task AddAsync(string definition) =>
        File.WriteAllTextAsync(Path.Combine(_folder.Path, "host", "metadata", "sales", "entities", "boat.json"), definition);

    /// <summary>A host of our own, whose definitions may be spoiled.</summary>
    private async Task<string> CopyHostAsync()
    {
        var copy = Path.Combine(_folder.Path, "host");
        using var copying = Process.Start("cp", ["-r", Path.GetDirectoryName(Crm.Testing.Hosting.Repository.HostAssembly)!, copy]);
        await copying.WaitForExitAsync();
        return Path.Combine(copy, Path.GetFileName(Crm.Testing.Hosting.Repository.HostAssembly));
    }
}
