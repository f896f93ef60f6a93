using System.Net;
using System.Text.Json;
using Crm.Platform.Access.Tests.Hosting;
using Crm.Platform.Access.Tokens;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Access.Tests.Api;

public sealed class ApiAccessTests
{
    private static async Task<string> TokenAsync(Browser client, string? scope = null)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = AccessHost.ClientId, ["client_secret"] = AccessHost.ClientSecret };
        if (scope is not null)
            form["scope"] = scope;
        var body = await (await client.PostAsync("/connect/token", form)).Content.ReadAsStringAsync();
        return JsonSerializer.Deserialize<JsonElement>(body).GetProperty("access_token").GetString()!;
    }

    private static async Task AssertProblemAsync(HttpStatusCode status, string code, HttpResponseMessage response)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(code, JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Api_ChallengesWithBearer_WhenNobodyIsSignedIn()
    {
        await using var host = await AccessHost.StartAsync();
        using var client = host.Browse();

        var answer = await client.GetAsync("/api/who");

        await AssertProblemAsync(HttpStatusCode.Unauthorized, "access.unauthenticated", answer);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task Api_ChallengesBeforeItSaysNotFound()
    {
        await using var host = await AccessHost.StartAsync();
        using var client = host.Browse();

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/no-such-thing")).StatusCode);
    }

    [Fact]
    public async Task Bearer_ActsAsAdmin_WithAllScopes()
    {
        await using var host = await AccessHost.StartAsync();
        using var client = host.Browse();
        var token = await TokenAsync(client);

        var answer = await client.GetAsync("/api/who", token);

        Assert.Equal("svc: Read, Write, Customize, Admin", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Bearer_IsCutDownToItsScope()
    {
        await using var host = await AccessHost.StartAsync();
        using var client = host.Browse();
        var token = await TokenAsync(client, "crm.read");

        var write = await client.SendAsync(HttpMethod.Post, "/api/things", null, token);

        Assert.Equal("svc: Read", await (await client.GetAsync("/api/who", token)).Content.ReadAsStringAsync());
        await AssertProblemAsync(HttpStatusCode.Forbidden, "access.forbidden", write);
        Assert.Contains("insufficient_scope", write.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("ключ")]
    public async Task Bearer_IsRefused_WhenUnknown(string token)
    {
        await using var host = await AccessHost.StartAsync();
        using var client = host.Browse();

        var answer = await client.SendAsync(HttpMethod.Get, "/api/who", null, authorization: "Bearer " + Uri.EscapeDataString(token));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Bearer_IsRefused_WhenOverlong()
    {
        await using var host = await AccessHost.StartAsync();
        using var client = host.Browse();

        await AssertProblemAsync(HttpStatusCode.Unauthorized, "access.token", await client.GetAsync("/api/who", new string('a', 10_000)));
    }

    [Fact]
    public async Task Bearer_Expires_AfterAnHour()
    {
        await using var host = await AccessHost.StartAsync();
        using var client = host.Browse();
        var token = await TokenAsync(client);
        host.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/who", token)).StatusCode);

        host.Time.Advance(TimeSpan.FromMinutes(1));

        var answer = await client.GetAsync("/api/who", token);
        await AssertProblemAsync(HttpStatusCode.Unauthorized, "access.token", answer);
        Assert.Contains("invalid_token", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bearer_EndsAtOnce_WhenRevokedHere()
    {
        await using var host = await AccessHost.StartAsync();
        using var client = host.Browse();
        var token = await TokenAsync(client);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/who", token)).StatusCode);

        Assert.True(await host.WithAsync<AccessTokens, bool>(tokens => tokens.RevokeAsync(token, CancellationToken.None)));

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/who", token)).StatusCode);
    }

    [Theory]
    [InlineData("revoked", "access_token")]
    [InlineData("valid", "refresh_token")]
    public async Task Bearer_EndsWithinSeconds_WhenChangedOnAnotherNode(string status, string type)
    {
        await using var host = await AccessHost.StartAsync();
        using var client = host.Browse();
        var token = await TokenAsync(client);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/who", token)).StatusCode);
        await host.QueryAsync(c => c.Tokens.ExecuteUpdateAsync(set => set.SetProperty(t => t.Status, status).SetProperty(t => t.Type, type)));

        host.Time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/who", token)).StatusCode);
    }

    [Fact]
    public async Task Prune_DeletesExpiredTokensOnly()
    {
        await using var host = await AccessHost.StartAsync();
        using var client = host.Browse();
        await TokenAsync(client);
        host.Time.Advance(TimeSpan.FromMinutes(61));
        var live = await TokenAsync(client);

        var pruned = await host.WithAsync<AccessTokens, int>(tokens => tokens.PruneAsync(CancellationToken.None));

        Assert.Equal(1, pruned);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/who", live)).StatusCode);
    }

    [Fact]
    public async Task Cookie_NeedsTheAntiforgeryHeader_ToChangeAnything()
    {
        await using var host = await AccessHost.StartAsync();
        using var browser = host.Browse();
        await browser.SignInAsync();
        var token = await browser.AntiforgeryTokenAsync();

        var without = await browser.SendAsync(HttpMethod.Post, "/api/things", null);
        var wrong = await browser.SendAsync(HttpMethod.Post, "/api/things", null, antiforgery: "nonsense");
        var inForm = await browser.PostAsync("/api/things", new() { ["__RequestVerificationToken"] = token });
        var with = await browser.SendAsync(HttpMethod.Post, "/api/things", null, antiforgery: token);

        await AssertProblemAsync(HttpStatusCode.BadRequest, "access.antiforgery", without);
        await AssertProblemAsync(HttpStatusCode.BadRequest, "access.antiforgery", wrong);
        await AssertProblemAsync(HttpStatusCode.BadRequest, "access.antiforgery", inForm);
        Assert.Equal(HttpStatusCode.OK, with.StatusCode);
    }

    [Fact]
    public async Task Cookie_IsIgnored_WhenATokenIsSent()
    {
        await using var host = await AccessHost.StartAsync();
        using var browser = host.Browse();
        await browser.SignInAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/who", "nonsense")).StatusCode);
    }

    [Fact]
    public async Task User_MayNotDoWhatAdminsDo()
    {
        await using var host = await AccessHost.StartAsync();
        await host.AddUserAsync("bob@example.com", "a long enough word");
        using var browser = host.Browse();
        await browser.SignInAsync("bob@example.com", "a long enough word");
        var token = await browser.AntiforgeryTokenAsync();

        var answer = await browser.SendAsync(HttpMethod.Post, "/api/admin/things", null, antiforgery: token);

        await AssertProblemAsync(HttpStatusCode.Forbidden, "access.forbidden", answer);
    }
}
