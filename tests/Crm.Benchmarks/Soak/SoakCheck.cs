using System.Globalization;
using System.Text.Json.Nodes;
using Crm.Testing.Hosting;

namespace Crm.Benchmarks.Soak;

/// <summary>Compares what is stored with what was confirmed.</summary>
internal sealed class SoakCheck(HostClient client, Ledger ledger)
{
    /// <returns>What is wrong, a line each.</returns>
    public async Task<List<string>> RunAsync()
    {
        var accounts = await AllAsync("accounts?$select=id,name,employees,won_amount");
        var contacts = await AllAsync("contacts?$select=id,last_name,account_id");
        var wrong = new List<string>();
        wrong.AddRange(Lost(accounts.Concat(contacts).Select(Id).ToHashSet(StringComparer.Ordinal)));
        wrong.AddRange(Halves(accounts, contacts));
        wrong.AddRange(Forgotten(accounts));
        wrong.AddRange(Stale(accounts, await AllAsync("deals?$select=account_id,amount,stage")));
        wrong.AddRange(await WithoutHistoryAsync());
        return wrong;
    }

    private IEnumerable<string> Lost(HashSet<string> stored) =>
        ledger.Made.Where(m => !stored.Contains(m.Key) && !ledger.MaybeDeleted.ContainsKey(m.Key)).Select(m => $"lost: {m.Value}({m.Key})")
            .Concat(ledger.Deleted.Keys.Where(stored.Contains).Select(id => $"back from the dead: contacts({id})"));

    private static IEnumerable<string> Halves(List<JsonNode> accounts, List<JsonNode> contacts)
    {
        var left = accounts.Where(a => IsPair(a, "name")).ToDictionary(a => (string)a["name"]!, Id, StringComparer.Ordinal);
        var right = contacts.Where(c => IsPair(c, "last_name")).ToDictionary(c => (string)c["last_name"]!, c => (string?)c["account_id"], StringComparer.Ordinal);
        return left.Keys.Except(right.Keys).Concat(right.Keys.Except(left.Keys)).Select(n => $"half: {n}")
            .Concat(left.Where(l => right.GetValueOrDefault(l.Key) != l.Value).Select(l => $"untied: {l.Key}"));
    }

    private IEnumerable<string> Forgotten(List<JsonNode> accounts) =>
        accounts.Where(a => ledger.Counted.TryGetValue(Id(a), out var confirmed) && ((int?)a["employees"] ?? 0) < confirmed).Select(a => $"change lost: accounts({Id(a)})");

    private static IEnumerable<string> Stale(List<JsonNode> accounts, List<JsonNode> deals)
    {
        var sums = deals.Where(d => (string?)d["stage"] == "won").GroupBy(d => (string?)d["account_id"] ?? "").ToDictionary(g => g.Key, g => g.Sum(d => (decimal)d["amount"]!), StringComparer.Ordinal);
        return accounts.Where(a => ((decimal?)a["won_amount"] ?? 0) != sums.GetValueOrDefault(Id(a))).Select(a => string.Create(CultureInfo.InvariantCulture, $"roll-up: accounts({Id(a)}) {a["won_amount"]} for {sums.GetValueOrDefault(Id(a))}"));
    }

    /// <summary>Of each account that was counted up, the last change must be in its history.</summary>
    private async Task<List<string>> WithoutHistoryAsync()
    {
        var wrong = new List<string>();
        foreach (var (account, confirmed) in ledger.Counted)
        {
            var history = await client.GetAsync($"api/data/accounts/{account}/history?top=200");
            if (!history["value"]!.AsArray().Any(h => (string?)h!["field"] == "employees" && h["new"]?.ToString() == confirmed.ToString(CultureInfo.InvariantCulture)))
                wrong.Add($"no history: accounts({account}) employees {confirmed}");
        }
        return wrong;
    }

    private async Task<List<JsonNode>> AllAsync(string list)
    {
        var rows = new List<JsonNode>();
        for (var next = $"api/data/{list}&$orderby=id&$top=100000"; next is not null;)
        {
            var page = await client.GetAsync(next);
            rows.AddRange(page["value"]!.AsArray().Select(r => r!));
            next = (string?)page["@odata.nextLink"] is { } link ? new Uri(link).PathAndQuery.TrimStart('/') : null;
        }
        return rows;
    }

    private static bool IsPair(JsonNode row, string field) => ((string)row[field]!).StartsWith("Pair ", StringComparison.Ordinal);

    private static string Id(JsonNode row) => (string)row["id"]!;
}
