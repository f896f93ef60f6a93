using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Crm.Testing.Platforms;

namespace Crm.Platform.Web.Tests.History;

public sealed class HistoryApiTests(TestHost host) : IClassFixture<TestHost>
{
    [Fact]
    public async Task History_IsListed_AndAFieldPutBack()
    {
        using var client = await host.SignInAsync();
        var id = await CreateAsync(client, "Oslo Works");
        await PatchAsync(client, id, new { name = "Bergen Works", website = "https://example.com" });
        await PatchAsync(client, id, new { name = "Bodø Works" });

        var page = await GetAsync(client, $"/api/data/accounts/{id}/history?top=2");
        var older = await GetAsync(client, (string)page["next"]!);
        var bergen = older["value"]!.AsArray().Concat(page["value"]!.AsArray()).Single(e => (string?)e!["new"] == "Bergen Works")!;
        using var refused = await client.PostAsync(Address($"/api/data/accounts/{id}/history/{bergen["id"]}/restore"), null);
        using var forced = await client.PostAsync(Address($"/api/data/accounts/{id}/history/{bergen["id"]}/restore?force=true"), null);

        Assert.Equal(("api", "service", "Oslo Works"), ((string)bergen["source"]!, (string)bergen["actor"]!, (string)bergen["old"]!));
        Assert.Equal("created", (string)older["value"]!.AsArray()[^1]!["kind"]!);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("history.changed_later", (string)(await ReadAsync(refused))["code"]!);
        Assert.Equal("Oslo Works", (string)(await ReadAsync(forced))["name"]!);
    }

    [Fact]
    public async Task Record_IsPutBack_AsOfAMoment_WhenItsTagIsTheStoredOne()
    {
        using var client = await host.SignInAsync();
        var id = await CreateAsync(client, "Oslo Works");
        var then = (string)(await GetAsync(client, $"/api/data/accounts/{id}"))["modified_at"]!;
        await PatchAsync(client, id, new { name = "Bergen Works", website = "https://example.com" });

        using var stale = await RestoreAsync(client, id, then, "W/\"1\"");
        using var empty = await client.PostAsJsonAsync(Address($"/api/data/accounts/{id}/history/restore"), new { });
        using var back = await RestoreAsync(client, id, then, "W/\"2\"");

        Assert.Equal((HttpStatusCode.PreconditionFailed, HttpStatusCode.UnprocessableEntity), (stale.StatusCode, empty.StatusCode));
        var record = await ReadAsync(back);
        Assert.Equal(("Oslo Works", null), ((string)record["name"]!, (string?)record["website"]));
    }

    [Fact]
    public async Task Trash_IsListed_AndEmptiedByAdministrators()
    {
        using var client = await host.SignInAsync();
        using var writer = await host.SignInAsync("crm.read crm.write");
        using var reader = await host.SignInAsync("crm.read");
        var id = await CreateAsync(client, "Trashed one");
        await client.DeleteAsync(Address($"/api/data/accounts({id})"));

        var listed = await GetAsync(writer, "/api/data/accounts/trash?$filter=name eq 'Trashed one'&$count=true");
        using var unseen = await reader.GetAsync(Address("/api/data/accounts/trash"));
        using var refused = await writer.DeleteAsync(Address($"/api/data/accounts/trash/{id}"));
        using var purged = await client.DeleteAsync(Address($"/api/data/accounts/trash/{id}"));
        using var restored = await client.PostAsync(Address($"/api/data/accounts/{id}/restore"), null);

        Assert.Equal((1, id), ((int)listed["@odata.count"]!, (string)listed["value"]![0]!["id"]!));
        Assert.Equal([HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.NoContent, HttpStatusCode.NotFound], [unseen.StatusCode, refused.StatusCode, purged.StatusCode, restored.StatusCode]);
    }

    [Fact]
    public async Task Trash_LinksToItsNextPage()
    {
        using var client = await host.SignInAsync();
        for (var i = 0; i < 3; i++)
            await client.DeleteAsync(Address($"/api/data/accounts({await CreateAsync(client, "Paged away")})"));
        client.DefaultRequestHeaders.Add("Prefer", "odata.maxpagesize=2");

        var first = await GetAsync(client, "/api/data/accounts/trash?$filter=name eq 'Paged away'");
        var second = await GetAsync(client, (string)first["@odata.nextLink"]!);

        Assert.Equal((2, 1), (first["value"]!.AsArray().Count, second["value"]!.AsArray().Count));
    }

    [Fact]
    public async Task ChangeSet_IsUndone_AsAWhole()
    {
        using var client = await host.SignInAsync();
        using var grouped = await host.SignInAsync();
        var group = Guid.CreateVersion7();
        grouped.DefaultRequestHeaders.Add("Crm-Change-Set", group.ToString());
        var changed = await CreateAsync(client, "Oslo Works");
        var later = await CreateAsync(client, "Later Works");
        await PatchAsync(grouped, changed, new { name = "Bergen Works" });
        await PatchAsync(grouped, later, new { name = "Bodø Works" });
        var made = await CreateAsync(grouped, "New Works");
        await PatchAsync(client, later, new { name = "Kept Works" });

        using var answer = await client.PostAsync(Address($"/api/data/changes/{group}/undo"), null);
        using var unknown = await client.PostAsync(Address($"/api/data/changes/{Guid.NewGuid()}/undo"), null);

        var outcome = await ReadAsync(answer);
        Assert.Equal((2, 1, later), ((int)outcome["undone"]!, (int)outcome["leftCount"]!, (string)outcome["left"]![0]!["id"]!));
        Assert.Equal("Oslo Works", (string)(await GetAsync(client, $"/api/data/accounts/{changed}"))["name"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(Address($"/api/data/accounts/{made}"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Import_IsUndone_Once()
    {
        using var client = await host.SignInAsync();
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(Encoding.UTF8.GetBytes("name\nImported one\nImported two\n")), "file", "accounts.csv" },
            { new StringContent("""{"entity":"account"}""", Encoding.UTF8, "application/json"), "mapping" },
        };
        using var started = await client.PostAsync(Address("/api/imports"), form);
        var job = await ReadAsync(started);
        while ((string)job["status"]! is "queued" or "running")
            job = await GetAsync(client, $"/api/imports/{job["id"]}");

        using var undone = await client.PostAsync(Address($"/api/imports/{job["id"]}/undo"), null);
        using var again = await client.PostAsync(Address($"/api/imports/{job["id"]}/undo"), null);

        Assert.Equal((2, 0), ((int)(await ReadAsync(undone))["undo"]!["undone"]!, (int)(await GetAsync(client, "/api/data/accounts?$filter=startswith(name,'Imported')&$count=true"))["@odata.count"]!));
        Assert.Equal("import.undone", (string)(await ReadAsync(again))["code"]!);
    }

    private static async Task<string> CreateAsync(HttpClient client, string name)
    {
        using var answer = await client.PostAsJsonAsync(Address("/api/data/accounts"), new { name });
        return (string)(await ReadAsync(answer))["id"]!;
    }

    private static async Task PatchAsync(HttpClient client, string id, object body)
    {
        using var answer = await client.PatchAsJsonAsync(Address($"/api/data/accounts/{id}"), body);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<HttpResponseMessage> RestoreAsync(HttpClient client, string id, string asOf, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address($"/api/data/accounts/{id}/history/restore")) { Content = JsonContent.Create(new { asOf }) };
        request.Headers.TryAddWithoutValidation("If-Match", tag);
        return await client.SendAsync(request);
    }

    private static async Task<JsonObject> GetAsync(HttpClient client, string path) => await ReadAsync(await client.GetAsync(Address(path)));

    private static Uri Address(string path) => new(path, UriKind.RelativeOrAbsolute);

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
}
