using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Crm.Testing.Hosting;
using Crm.Testing.Platforms;
using Microsoft.AspNetCore.Http;

namespace Crm.Platform.Web.Tests.Webhooks;

public sealed class WebhookApiTests : IAsyncDisposable
{
    private static readonly Uri Webhooks = new("/api/admin/webhooks", UriKind.Relative);

    private readonly TestHost _host = new()
    {
        Settings = new()
        {
            ["Crm:Webhooks:AllowPrivateNetworks"] = "true",
            ["Crm:Outbox:PollEvery"] = "00:00:00.050",
            ["Crm:Outbox:FirstDelay"] = "00:00:00.010",
        },
    };

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Change_ReachesTheReceiver_SignedWithTheSecretShownOnce()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var client = await _host.SignInAsync();
        var webhook = await CreateAsync(client, receiver, new { events = new[] { "updated" }, fields = new[] { "name" } });
        var id = await AccountAsync(client, "Oslo Works");

        await client.PatchAsJsonAsync(new Uri($"/api/data/accounts/{id}", UriKind.Relative), new { website = "https://example.com" });
        await client.PatchAsJsonAsync(new Uri($"/api/data/accounts/{id}", UriKind.Relative), new { name = "Bergen Works" });

        var call = await receiver.NextAsync();
        var body = JsonNode.Parse(call.Body)!;
        Assert.Equal(("record.updated", "account", id, 3), ((string)body["type"]!, (string)body["data"]!["entity"]!, (string)body["data"]!["id"]!, (int)body["data"]!["version"]!));
        Assert.Equal("""{"old":"Oslo Works","new":"Bergen Works"}""", body["data"]!["changes"]!["name"]!.ToJsonString());
        Assert.Equal("api", (string)body["data"]!["source"]!);
        Assert.Equal(Signature((string)webhook["secret"]!, call), call.Headers["webhook-signature"]);
        Assert.False((await GetAsync(client, Of(webhook))).ContainsKey("secret"));
        Assert.Equal(0, receiver.Waiting);
    }

    [Fact]
    public async Task Delivery_IsTriedAgain_WithTheSameId_AndLogged()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var failures = 2;
        receiver.Answer = (_, response) =>
        {
            response.StatusCode = failures-- > 0 ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        };
        using var client = await _host.SignInAsync();
        var webhook = await CreateAsync(client, receiver, new { });
        await AccountAsync(client, "Oslo Works");

        var ids = new[] { await receiver.NextAsync(), await receiver.NextAsync(), await receiver.NextAsync() }.Select(c => c.Headers["webhook-id"]).Distinct();

        Assert.Single(ids);
        var delivery = await DeliveredAsync(client, webhook);
        var log = (await GetAsync(client, $"{Of(webhook)}/deliveries/{delivery["id"]}"))["attempts"]!.AsArray();
        Assert.Equal([204, 503, 503], log.Select(a => (int)a!["status"]!));
    }

    [Fact]
    public async Task Replay_SendsAgain_AllSinceAMomentOrOne()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var client = await _host.SignInAsync();
        var webhook = await CreateAsync(client, receiver, new { });
        await AccountAsync(client, "Oslo Works");
        var first = await receiver.NextAsync();
        var delivery = await DeliveredAsync(client, webhook);

        var none = await PostAsync(client, $"{Of(webhook)}/replay", new { since = DateTime.UtcNow.AddHours(1) });
        var one = await PostAsync(client, $"{Of(webhook)}/deliveries/{delivery["id"]}/replay", new { });
        var second = await receiver.NextAsync();
        await DeliveredAsync(client, webhook);
        var since = await PostAsync(client, $"{Of(webhook)}/replay", new { since = DateTime.UtcNow.AddHours(-1), status = "delivered" });
        var third = await receiver.NextAsync();

        Assert.Equal((0, 1, 1), ((int)none["replayed"]!, (int)one["replayed"]!, (int)since["replayed"]!));
        Assert.Equal((first.Body, first.Body), (second.Body, third.Body));
        Assert.Equal(first.Headers["webhook-id"], third.Headers["webhook-id"]);
    }

    [Fact]
    public async Task Gone_TurnsTheWebhookOff_AndTellsWhy_UntilItIsTurnedOn()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = (_, response) =>
        {
            response.StatusCode = StatusCodes.Status410Gone;
            return Task.CompletedTask;
        };
        using var client = await _host.SignInAsync();
        var webhook = await CreateAsync(client, receiver, new { });
        await AccountAsync(client, "Oslo Works");
        await receiver.NextAsync();

        var off = await UntilAsync(() => GetAsync(client, Of(webhook)), w => !(bool)w["enabled"]!);
        var dead = (await GetAsync(client, $"{Of(webhook)}/deliveries?status=dead"))["value"]!.AsArray();
        using var on = await client.PatchAsJsonAsync(new Uri(Of(webhook), UriKind.Relative), new { enabled = true });

        Assert.Contains("410", (string)off["offReason"]!, StringComparison.Ordinal);
        Assert.Single(dead);
        Assert.Null((await on.Content.ReadFromJsonAsync<JsonObject>())!["offReason"]);
    }

    [Fact]
    public async Task Secret_IsRenewed_AndSignsFromThenOn()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var client = await _host.SignInAsync();
        var webhook = await CreateAsync(client, receiver, new { });

        var renewed = await PostAsync(client, $"{Of(webhook)}/secret", new { });
        await AccountAsync(client, "Oslo Works");
        var call = await receiver.NextAsync();

        Assert.NotEqual((string)webhook["secret"]!, (string)renewed["secret"]!);
        Assert.Equal(Signature((string)renewed["secret"]!, call), call.Headers["webhook-signature"]);
    }

    [Fact]
    public async Task Post_NamesEveryProblem_WhenTheWebhookCannotWork()
    {
        using var client = await _host.SignInAsync();

        using var answer = await client.PostAsJsonAsync(Webhooks, new { url = "ftp://example.com", entity = "acount", events = new[] { "creatd" } });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonObject>())!["errors"]!.AsArray();
        Assert.Equal(["entity", "events", "name", "url"], errors.Select(e => (string)e!["path"]!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Delete_RemovesTheWebhook_WithItsDeliveries()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var client = await _host.SignInAsync();
        var webhook = await CreateAsync(client, receiver, new { });

        using var deleted = await client.DeleteAsync(new Uri(Of(webhook), UriKind.Relative));
        using var gone = await client.GetAsync(new Uri(Of(webhook), UriKind.Relative));

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (deleted.StatusCode, gone.StatusCode));
    }

    [Fact]
    public async Task Webhooks_AreForbidden_WithoutTheRight()
    {
        using var writer = await _host.SignInAsync("crm.read crm.write");
        using var stranger = _host.CreateClient();

        Assert.Equal(HttpStatusCode.Forbidden, (await writer.GetAsync(Webhooks)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync(Webhooks)).StatusCode);
    }

    private static string Of(JsonNode webhook) => $"/api/admin/webhooks/{webhook["id"]}";

    private static async Task<JsonObject> CreateAsync(HttpClient client, WebhookReceiver receiver, object more)
    {
        var body = System.Text.Json.JsonSerializer.SerializeToNode(more)!.AsObject();
        (body["name"], body["url"], body["entity"]) = ("Test", receiver.Address.ToString(), "account");
        using var answer = await client.PostAsJsonAsync(Webhooks, body);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private static async Task<string> AccountAsync(HttpClient client, string name)
    {
        using var answer = await client.PostAsJsonAsync(new Uri("/api/data/accounts", UriKind.Relative), new { name });
        return (string)(await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>())!["id"]!;
    }

    private static async Task<JsonObject> GetAsync(HttpClient client, string path) => (await client.GetFromJsonAsync<JsonObject>(new Uri(path, UriKind.Relative)))!;

    private static async Task<JsonObject> PostAsync(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>())!;
    }

    /// <summary>The one delivery, once it is noted as delivered: that comes after the receiver's answer.</summary>
    private static async Task<JsonNode> DeliveredAsync(HttpClient client, JsonNode webhook)
    {
        var list = await UntilAsync(() => GetAsync(client, $"{Of(webhook)}/deliveries?status=delivered"), l => l["value"]!.AsArray().Count == 1);
        return list["value"]![0]!;
    }

    private static async Task<JsonObject> UntilAsync(Func<Task<JsonObject>> read, Func<JsonObject, bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var answer = await read();
            if (holds(answer))
                return answer;
            limit.Token.ThrowIfCancellationRequested();
        }
    }

    private static string Signature(string secret, ReceivedCall call)
    {
        var signed = Encoding.UTF8.GetBytes($"{call.Headers["webhook-id"]}.{call.Headers["webhook-timestamp"]}.{call.Body}");
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), signed));
    }
}
