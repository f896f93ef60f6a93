using System.Globalization;
using System.Text.Json.Nodes;
using Crm.Testing.Hosting;

namespace Crm.Benchmarks.Soak;

/// <summary>Writes in every way the data API has, one request after the other, until its host is gone.</summary>
/// <param name="name">Stands in the names of what it makes; unique among writers and rounds.</param>
internal sealed class SoakWriter(string name, Ledger ledger)
{
    private const int RowsOfBulk = 20;

    public async Task RunAsync(HostClient client, CancellationToken stop)
    {
        string? counted = null;
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            try
            {
                counted = await WriteAsync(client, number, counted);
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                // Its host is gone.
                return;
            }
            ledger.Confirm();
        }
    }

    /// <returns>The account whose employees are counted up.</returns>
    private async Task<string?> WriteAsync(HostClient client, int number, string? counted)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");
        switch (number % 6)
        {
            case 0:
                counted = await MakeAsync(client, "accounts", new JsonObject { ["name"] = key });
                break;
            case 1:
                await PairAsync(client, key);
                break;
            case 2:
                await CountAsync(client, counted!, number);
                break;
            case 3:
                await client.PostAsync("api/data/deals", new JsonObject { ["name"] = key, ["account_id"] = counted, ["stage"] = "won", ["amount"] = 5 });
                break;
            case 4:
                await BulkAsync(client, key);
                break;
            default:
                await DeleteAsync(client, await MakeAsync(client, "contacts", new JsonObject { ["last_name"] = key }));
                break;
        }
        return counted;
    }

    private async Task<string> MakeAsync(HostClient client, string set, JsonObject body)
    {
        var id = (string)(await client.PostAsync($"api/data/{set}", body))["id"]!;
        ledger.Made[id] = set;
        return id;
    }

    /// <summary>An account and a contact of the same name, both or neither.</summary>
    private static async Task PairAsync(HostClient client, string key)
    {
        var answers = await client.PostAsync("api/data/$batch", new JsonObject
        {
            ["requests"] = new JsonArray(
                Part("1", "accounts", new JsonObject { ["name"] = "Pair " + key }),
                Part("2", "contacts", new JsonObject { ["last_name"] = "Pair " + key, ["account@odata.bind"] = "$1" })),
        });
        if (answers["responses"]!.AsArray().Any(a => (int)a!["status"]! != 201))
            throw new InvalidOperationException($"A batch was refused: {answers}");
    }

    private static JsonObject Part(string id, string set, JsonObject body) => new() { ["id"] = id, ["atomicityGroup"] = "pair", ["method"] = "POST", ["url"] = set, ["body"] = body };

    private async Task CountAsync(HostClient client, string account, int number)
    {
        await client.PatchAsync($"api/data/accounts({account})", new JsonObject { ["employees"] = number });
        ledger.Counted[account] = number;
    }

    private async Task BulkAsync(HostClient client, string key)
    {
        var rows = Enumerable.Range(0, RowsOfBulk).Select(row => (JsonNode)new JsonObject { ["last_name"] = $"{key}-{row}" });
        foreach (var row in (await client.PostAsync("api/data/contacts/bulk?mode=create", new JsonArray([.. rows])))["value"]!.AsArray())
            ledger.Made[(string)row!["id"]!] = "contacts";
    }

    private async Task DeleteAsync(HostClient client, string contact)
    {
        ledger.MaybeDeleted[contact] = true;
        using var answer = await client.SendAsync(HttpMethod.Delete, $"api/data/contacts({contact})");
        answer.EnsureSuccessStatusCode();
        ledger.Deleted[contact] = true;
    }
}
