using System.Diagnostics;

using System.Text.Json.Nodes;
using Crm.Testing.Hosting;
using Crm.Testing.Platforms;

namespace Crm.Platform.Web.Tests.OData;

/// <summary>An OData client that nobody here wrote, against a host as people run it.</summary>
public sealed class ODataClientTests : IDisposable
{
    private static readonly string Script = Path.Combine(Crm.Testing.Hosting.Repository.Root, "tests", "Crm.Platform.Web.Tests", "OData", "client.mjs");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Client_ReadsAndWrites_AsItsMakersMeant()
    {
        await using var host = await HostProcess.StartAsync(_folder.Path, HostSettings.Unattended);
        using var client = await HostClient.SignInAsync(host);

        var done = await RunAsync(host.Address, client.Token);

        Assert.Equal(["Baker", "adler", "Cole", "Neil"], Names(done, "created"));
        Assert.Equal(("Baker", "O'Data & Sons", 1, 2), ((string)done["retrieved"]!, (string)done["expanded"]!, (int)done["counted"]!, (int)done["inline"]!));
        Assert.Equal(["Cole"], Names(done, "found"));
        Assert.Equal(["Baker", "Neil"], Names(done, "filtered").Order());
        Assert.Equal(["Cole", "Baker"], Names(done, "ordered"));
        Assert.Equal(["adler"], Names(done, "searched"));
        Assert.Equal(["adler", "Baker", "Cole", "Neil"], Names(done, "paged"));
        Assert.Equal(("Ann", "Bea"), ((string)done["updated"]!, (string)done["kept"]!));
        Assert.NotNull(done["stale"]);
        Assert.Equal(["Batched", "Baker"], Names(done, "batched"));
        Assert.Equal(0, (int)done["deleted"]!);
        Assert.Contains("ast name", (string)done["invalid"]!, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Names(JsonNode done, string key) => done[key]!.AsArray().Select(n => (string)n!);

    private static async Task<JsonNode> RunAsync(Uri address, string token)
    {
        var start = new ProcessStartInfo("node", [Script, address.ToString(), token]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var node = Process.Start(start)!;
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == 0, await errors);
        return JsonNode.Parse(await output)!;
    }
}
