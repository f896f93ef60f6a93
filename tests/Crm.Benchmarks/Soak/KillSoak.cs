using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Crm.Testing.Databases;
using Crm.Testing.Hosting;
using Crm.Testing.Platforms;

namespace Crm.Benchmarks.Soak;

/// <summary>Four writers, and hosts that are killed under them again and again: what was confirmed must be there, whole, and be told.</summary>
/// <remarks>On PostgreSQL two nodes share the database; one of them is killed and the other goes on.</remarks>
internal sealed class KillSoak(TestDatabase database, bool isShared) : IAsyncDisposable
{
    /// <summary>What the soak is called on the command line.</summary>
    public const string Word = "soak";

    private const int Kills = 10;
    private const int Writers = 4;
    private const int WritesBeforeKill = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // With a printed seed the moments of the kills are the same again, as far as the machine allows.
    private readonly int _seed = Environment.TickCount;
    private readonly Ledger _ledger = new();
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private readonly List<TemporaryFolder> _folders = [];

    public async Task<bool> RunAsync()
    {
        var luck = new Random(_seed);
        await using var receiver = await WebhookReceiver.StartAsync();
        for (var kill = 0; kill < Kills; kill++)
            await RoundAsync(kill, TimeSpan.FromMilliseconds(luck.Next(100, 2_000)), receiver);

        await using var last = await StartAsync(0);
        using var client = await HostClient.SignInAsync(last);
        var wrong = await new SoakCheck(client, _ledger).RunAsync();
        wrong.AddRange(await UntoldAsync(receiver));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{(isShared ? "PostgreSQL, two nodes" : "SQLite")}: {Kills} kills, {Writers} writers, {_ledger.Confirmed:N0} requests confirmed, {_ledger.Made.Count:N0} records among them, {_told.Count:N0} accounts told; {wrong.Count} faults; seed {_seed}"));
        wrong.Take(20).ToList().ForEach(Console.WriteLine);
        return wrong.Count == 0;
    }

    public ValueTask DisposeAsync()
    {
        _folders.ForEach(f => f.Dispose());
        return ValueTask.CompletedTask;
    }

    private async Task RoundAsync(int kill, TimeSpan after, WebhookReceiver receiver)
    {
        var watch = Stopwatch.StartNew();
        await using var first = await StartAsync(0);
        await using var second = isShared ? await StartAsync(1) : null;
        var started = watch.Elapsed;
        HostProcess[] hosts = second is null ? [first] : [first, second];
        var before = _ledger.Confirmed;
        var clients = await Task.WhenAll(Enumerable.Range(0, Writers).Select(w => HostClient.SignInAsync(hosts[w % hosts.Length])));
        if (kill == 0)
            await clients[0].PostAsync("api/admin/webhooks", new JsonObject { ["name"] = "Soak", ["url"] = receiver.Address.ToString(), ["entity"] = "account", ["events"] = new JsonArray("created") });
        using var stop = new CancellationTokenSource();
        var writers = clients.Select((client, w) => new SoakWriter(string.Create(CultureInfo.InvariantCulture, $"S{kill}-{w}"), _ledger).RunAsync(client, stop.Token)).ToList();
        // A host that has just started is slow at first; nothing would be under way.
        while (_ledger.Confirmed < before + WritesBeforeKill && !writers.TrueForAll(w => w.IsCompleted))
            await Task.Delay(20);
        await Task.Delay(after);
        await hosts[kill % hosts.Length].KillAsync();
        // The other node goes on alone for a while.
        if (second is not null)
            await Task.Delay(after);
        await stop.CancelAsync();
        await Task.WhenAll(writers);
        foreach (var client in clients)
            client.Dispose();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"kill {kill + 1}: started in {started.TotalSeconds:0.0} s, {_ledger.Confirmed - before:N0} requests confirmed, killed after {after.TotalSeconds:0.0} s"));
    }

    /// <summary>Every account that was made is told at least once, and none is told that is not there.</summary>
    private async Task<List<string>> UntoldAsync(WebhookReceiver receiver)
    {
        using var limit = new CancellationTokenSource(Patience);
        var wanted = _ledger.Made.Where(m => m.Value == "accounts").Select(m => m.Key).ToList();
        while (!wanted.TrueForAll(_told.Contains) && !limit.IsCancellationRequested)
            if (receiver.Waiting > 0)
                _told.Add((string)JsonNode.Parse((await receiver.NextAsync()).Body)!["data"]!["id"]!);
            else
                await Task.Delay(20);
        return [.. wanted.Where(id => !_told.Contains(id)).Select(id => $"never told: accounts({id})")];
    }

    private Task<HostProcess> StartAsync(int node)
    {
        while (_folders.Count <= node)
            _folders.Add(new TemporaryFolder());
        var settings = new Dictionary<string, string>(HostSettings.Unattended)
        {
            ["Crm__DataDirectory"] = isShared ? _folders[node].Path : database.DataDirectory,
            ["Crm__Webhooks__AllowPrivateNetworks"] = "true",
            ["Crm__Outbox__LeaseFor"] = "00:00:10",
            ["Crm__Outbox__PollEvery"] = "00:00:00.200",
            ["Crm__Outbox__FirstDelay"] = "00:00:01",
        };
        foreach (var (name, value) in database.Settings)
            settings[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        return HostProcess.StartAsync(_folders[node].Path, settings);
    }
}
