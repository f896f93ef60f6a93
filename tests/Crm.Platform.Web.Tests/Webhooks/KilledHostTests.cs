using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Crm.Testing.Hosting;
using Crm.Testing.Platforms;

namespace Crm.Platform.Web.Tests.Webhooks;

/// <summary>A host that is killed while people write loses no event of a change it confirmed, and tells of none that is not there.</summary>
public sealed class KilledHostTests : IDisposable
{
    private const int Kills = 2;
    private const int Writers = 4;
    private const int WritesBeforeEachKill = 15;

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentDictionary<string, bool> _confirmed = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task EveryConfirmedChange_IsDelivered_WhenTheHostIsKilledWhileWriting()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var settings = new Dictionary<string, string>(HostSettings.Unattended)
        {
            ["Crm__Webhooks__AllowPrivateNetworks"] = "true",
            ["Crm__Outbox__LeaseFor"] = "00:00:05",
            ["Crm__Outbox__PollEvery"] = "00:00:00.100",
        };
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var host = await HostProcess.StartAsync(_folder.Path, settings);
            using var client = await HostClient.SignInAsync(host);
            if (kill == 0)
                await client.PostAsync("api/admin/webhooks", new JsonObject { ["name"] = "Test", ["url"] = receiver.Address.ToString(), ["entity"] = "account" });
            await WriteUntilKilledAsync(host, client);
        }

        await using var last = await HostProcess.StartAsync(_folder.Path, settings);
        using var reader = await HostClient.SignInAsync(last);
        var told = new HashSet<string>(StringComparer.Ordinal);
        while (!_confirmed.Keys.All(told.Contains))
            told.Add((string)JsonNode.Parse((await receiver.NextAsync()).Body)!["data"]!["id"]!);

        Assert.True(_confirmed.Count >= Kills * WritesBeforeEachKill);
        var stored = (await reader.GetAsync("api/data/accounts?$select=id&$top=1000"))["value"]!.AsArray().Select(a => (string)a!["id"]!);
        Assert.Empty(told.Except(stored));
    }

    private async Task WriteUntilKilledAsync(HostProcess host, HostClient client)
    {
        var before = _confirmed.Count;
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writers = Enumerable.Range(0, Writers).Select(_ => WriteAsync(client, () =>
        {
            if (_confirmed.Count >= before + WritesBeforeEachKill)
                enough.TrySetResult();
        })).ToList();
        await enough.Task;
        await host.KillAsync();
        await Task.WhenAll(writers);
    }

    private async Task WriteAsync(HostClient client, Action wrote)
    {
        try
        {
            while (true)
            {
                var made = await client.PostAsync("api/data/accounts", new JsonObject { ["name"] = "Kept" });
                _confirmed[(string)made["id"]!] = true;
                wrote();
            }
        }
        catch (HttpRequestException)
        {
            // It is gone.
        }
    }
}
