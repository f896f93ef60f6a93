using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Crm.Platform.Web.Tests.Journeys;

/// <summary>What people and programs do with a host, alike on every database.</summary>
public abstract class JourneyContract(JourneyHost host)
{
    private readonly HttpClient _client = host.Client;

    [Fact]
    public async Task Records_AreFilteredSortedAndExpanded_InAnEntityPublishedJustNow()
    {
        var harbour = await _client.CreateAsync("harbours", new() { ["name"] = "Kiel" });
        foreach (var (name, price) in new[] { ("beta list", 20.5m), ("Alpha List", 100.25m), ("Gamma list", 9.99m) })
            await _client.CreateAsync("boats", new() { ["name"] = name, ["price"] = price, ["built"] = "2020-02-29", ["harbour_id"] = harbour });
        await _client.CreateAsync("boats", new() { ["name"] = "Delta list" });

        var page = await _client.GetJsonAsync("/api/data/boats?$filter=contains(name,'LIST') and (price gt 10 or price eq null)&$orderby=name&$expand=harbour&$count=true");
        var byPrice = await _client.GetJsonAsync("/api/data/boats?$filter=endswith(name,' LIST')&$orderby=price desc");

        Assert.Equal(["Alpha List", "beta list", "Delta list"], page.Names());
        Assert.Equal((3, "Kiel", 100.25m), ((int)page["@odata.count"]!, (string)page["value"]![0]!["harbour"]!["name"]!, (decimal)page["value"]![0]!["price"]!));
        Assert.Equal(["Alpha List", "beta list", "Gamma list", "Delta list"], byPrice.Names());
    }

    [Fact]
    public async Task Record_IsChangedByItsTag_DeletedAndRestored()
    {
        var id = await _client.CreateAsync("boats", new() { ["name"] = "Tagged" });

        var (changed, record) = await _client.SendJsonAsync(HttpMethod.Patch, $"/api/data/boats({id})", new JsonObject { ["price"] = 5 }, tag: "W/\"1\"");
        var (stale, _) = await _client.SendJsonAsync(HttpMethod.Patch, $"/api/data/boats({id})", new JsonObject { ["price"] = 6 }, tag: "W/\"1\"");
        var (deleted, _) = await _client.SendJsonAsync(HttpMethod.Delete, $"/api/data/boats({id})");
        var (gone, _) = await _client.SendJsonAsync(HttpMethod.Get, $"/api/data/boats({id})");
        var (restored, _) = await _client.SendJsonAsync(HttpMethod.Post, $"/api/data/boats/{id}/restore");
        var back = await _client.GetJsonAsync($"/api/data/boats({id})");

        Assert.Equal((HttpStatusCode.OK, 2), (changed, (int)record!["version"]!));
        Assert.Equal((HttpStatusCode.PreconditionFailed, HttpStatusCode.NoContent, HttpStatusCode.NotFound, HttpStatusCode.OK), (stale, deleted, gone, restored));
        Assert.Equal(("Tagged", 5m), ((string)back["name"]!, (decimal)back["price"]!));
    }

    [Fact]
    public async Task Create_IsAConflict_WhenTheKeyIsTakenInAnotherCasing()
    {
        await _client.CreateAsync("boats", new() { ["name"] = "First", ["sign"] = "DE-17" });

        var (status, body) = await _client.SendJsonAsync(HttpMethod.Post, "/api/data/boats", new JsonObject { ["name"] = "Second", ["sign"] = "de-17" });

        Assert.Equal((HttpStatusCode.Conflict, "sign"), (status, (string)body!["errors"]![0]!["path"]!));
    }

    [Fact]
    public async Task Import_LandsTheGoodRows_AndTellsTheTakenOne()
    {
        await _client.CreateAsync("boats", new() { ["name"] = "Present", ["sign"] = "IM-1" });
        using var form = new MultipartFormDataContent
        {
            { new StringContent("name,sign,price,built\nOne,IM-2,1.5,2001-01-01\nTwo,im-1,2,\nThree,IM-3,,1999-12-31\n"), "file", "boats.csv" },
            { new StringContent("""{"entity":"boat"}"""), "mapping" },
        };

        using var started = await _client.PostAsync(new Uri("/api/imports", UriKind.Relative), form, TestContext.Current.CancellationToken);
        var job = (await started.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;
        while ((string)job["status"]! is "queued" or "running")
            job = await _client.GetJsonAsync($"/api/imports/{job["id"]}");

        Assert.Equal(("done", 2, 1), ((string)job["status"]!, (int)job["created"]!, (int)job["refused"]!));
        Assert.Equal(("sign", "field.unique"), ((string)job["problems"]![0]!["column"]!, (string)job["problems"]![0]!["code"]!));
        Assert.Equal(["One"], (await _client.GetJsonAsync("/api/data/boats?$filter=built lt 2002-01-01 and sign eq 'im-2'")).Names());
    }
}

public sealed class SqliteJourneyTests(SqliteJourneyHost host) : JourneyContract(host), IClassFixture<SqliteJourneyHost>;

public sealed class PostgreSqlJourneyTests(PostgreSqlJourneyHost host) : JourneyContract(host), IClassFixture<PostgreSqlJourneyHost>;
