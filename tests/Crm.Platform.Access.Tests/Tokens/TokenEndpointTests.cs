using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Crm.Platform.Access.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Access.Tests.Tokens;

public sealed class TokenEndpointTests
{
    private static string Basic(string id, string secret) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(id + ":" + secret));

    private static Dictionary<string, string> Request(params (string Name, string Value)[] changes)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = AccessHost.ClientId, ["client_secret"] = AccessHost.ClientSecret };
        foreach (var (name, value) in changes)
            form[name] = value;
        return form;
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response) => JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());

    private static async Task AssertErrorAsync(string error, HttpResponseMessage response)
    {
        Assert.Equal(error == "invalid_client" ? HttpStatusCode.Unauthorized : HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.True(response.Headers.CacheControl?.NoStore);
        Assert.Equal(error, (await JsonAsync(response)).GetProperty("error").GetString());
        Assert.Equal(error == "invalid_client", response.Headers.WwwAuthenticate.Any(h => h.Scheme == "Basic"));
    }

    [Fact]
    public async Task Token_IsIssued_ForSecretPost()
    {
        await using var host = await AccessHost.StartAsync();
        using var client = host.Browse();

        var answer = await client.PostAsync("/connect/token", Request());

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        var token = await JsonAsync(answer);
        Assert.Equal(43, token.GetProperty("access_token").GetString()!.Length);
        Assert.Equal("Bearer", token.GetProperty("token_type").GetString());
        Assert.Equal(3600, token.GetProperty("expires_in").GetInt32());
        Assert.Equal("crm.read crm.write crm.customize crm.admin", token.GetProperty("scope").GetString());
    }

    [Fact]
    public async Task Token_IsIssued_ForFormEncodedSecretBasic()
    {
        await using var host = await AccessHost.StartAsync();
        using var client = host.Browse();

        var answer = await client.PostAsync("/connect/token", new() { ["grant_type"] = "client_credentials" }, Basic(AccessHost.ClientId, Uri.EscapeDataString(AccessHost.ClientSecret)));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Token_IsStoredAsHashOnly()
    {
        await using var host = await AccessHost.StartAsync();
        using var client = host.Browse();
        var token = (await JsonAsync(await client.PostAsync("/connect/token", Request()))).GetProperty("access_token").GetString()!;

        var row = await host.QueryAsync(c => c.Tokens.SingleAsync());

        Assert.Equal(Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(token))), row.ReferenceId);
        Assert.Equal(("valid", "access_token", AccessHost.ClientId), (row.Status, row.Type, row.Subject));
        Assert.DoesNotContain(token, JsonSerializer.Serialize(row), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownClientAndWrongSecret_AnswerAlike()
    {
        await using var host = await AccessHost.StartAsync();
        using var client = host.Browse();

        var wrong = await client.PostAsync("/connect/token", Request(("client_secret", "wrong")));
        var unknown = await client.PostAsync("/connect/token", Request(("client_id", "nobody")));

        await AssertErrorAsync("invalid_client", wrong);
        await AssertErrorAsync("invalid_client", unknown);
        Assert.Equal(await wrong.Content.ReadAsStringAsync(), await unknown.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("client_secret", "", "invalid_client")]
    [InlineData("client_id", "SVC", "invalid_client")]
    [InlineData("grant_type", "", "invalid_request")]
    [InlineData("grant_type", "password", "unsupported_grant_type")]
    [InlineData("grant_type", "authorization_code", "unsupported_grant_type")]
    [InlineData("scope", "openid", "invalid_scope")]
    [InlineData("scope", "offline_access", "invalid_scope")]
    [InlineData("scope", "crm.read  crm.write", "invalid_scope")]
    [InlineData("scope", "crm.read\tcrm.write", "invalid_scope")]
    [InlineData("scope", "CRM.READ", "invalid_scope")]
    [InlineData("client_assertion", "x", "invalid_request")]
    public async Task Parameter_IsRefused(string name, string value, string error)
    {
        await using var host = await AccessHost.StartAsync();
        using var client = host.Browse();

        await AssertErrorAsync(error, await client.PostAsync("/connect/token", Request((name, value))));
    }

    [Theory]
    [InlineData("grant_type=client_credentials&grant_type=client_credentials&client_id=svc&client_secret=x")]
    [InlineData("grant_type=client_credentials&client_id=svc&CLIENT_ID=svc&client_secret=x")]
    [InlineData("grant_type=client_credentials&client_id=svc&client_secret=x&scope=crm.read&scope=crm.write")]
    public async Task RepeatedParameter_IsRefused(string body)
    {
        await using var host = await AccessHost.StartAsync();
        using var client = host.Browse();

        await AssertErrorAsync("invalid_request", await client.SendAsync(HttpMethod.Post, "/connect/token", new StringContent(body, new MediaTypeHeaderValue("application/x-www-form-urlencoded"))));
    }

    [Fact]
    public async Task QueryParameters_AreRefused()
    {
        await using var host = await AccessHost.StartAsync();
        using var client = host.Browse();

        await AssertErrorAsync("invalid_request", await client.PostAsync("/connect/token?scope=crm.read", Request()));
    }

    [Theory]
    [InlineData("application/json", "{\"grant_type\":\"client_credentials\"}")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"grant_type\"\r\n\r\nclient_credentials\r\n--x--\r\n")]
    [InlineData("text/plain", "grant_type=client_credentials")]
    public async Task OtherContentType_IsRefused(string type, string body)
    {
        await using var host = await AccessHost.StartAsync();
        using var client = host.Browse();

        await AssertErrorAsync("invalid_request", await client.SendAsync(HttpMethod.Post, "/connect/token", new StringContent(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } }));
    }

    [Fact]
    public async Task TwoAuthenticationMethods_AreRefused()
    {
        await using var host = await AccessHost.StartAsync();
        using var client = host.Browse();

        await AssertErrorAsync("invalid_request", await client.PostAsync("/connect/token", Request(), Basic(AccessHost.ClientId, Uri.EscapeDataString(AccessHost.ClientSecret))));
    }

    [Fact]
    public async Task OtherClientInTheBody_IsRefused()
    {
        await using var host = await AccessHost.StartAsync();
        using var client = host.Browse();

        var answer = await client.PostAsync("/connect/token", new() { ["grant_type"] = "client_credentials", ["client_id"] = "other" }, Basic(AccessHost.ClientId, Uri.EscapeDataString(AccessHost.ClientSecret)));

        await AssertErrorAsync("invalid_request", answer);
    }

    [Theory]
    [InlineData("Basic !!!")]
    [InlineData("Basic ")]
    [InlineData("Basic c3Zj")] // no colon
    [InlineData("Basic c3ZjOiV6eg==")] // svc:%zz
    [InlineData("Basic //79")] // no UTF-8
    [InlineData("Digest username=svc")]
    [InlineData("Bearer abc")]
    public async Task MalformedAuthorization_IsInvalidClient(string authorization)
    {
        await using var host = await AccessHost.StartAsync();
        using var client = host.Browse();

        await AssertErrorAsync("invalid_client", await client.PostAsync("/connect/token", new() { ["grant_type"] = "client_credentials" }, authorization));
    }

    [Fact]
    public async Task OverlongInput_IsRefused_NotAFault()
    {
        await using var host = await AccessHost.StartAsync();
        using var client = host.Browse();
        var many = Request();
        for (var i = 0; i < 40; i++)
            many["p" + i] = "x";

        await AssertErrorAsync("invalid_request", await client.PostAsync("/connect/token", Request(("scope", new string('a', 20_000)))));
        await AssertErrorAsync("invalid_request", await client.PostAsync("/connect/token", Request(("scope", new string('a', 5_000)))));
        await AssertErrorAsync("invalid_request", await client.PostAsync("/connect/token", many));
        await AssertErrorAsync("invalid_client", await client.PostAsync("/connect/token", Request(("client_id", new string('a', 3_000)))));
        await AssertErrorAsync("invalid_client", await client.PostAsync("/connect/token", new() { ["grant_type"] = "client_credentials" }, "Basic " + new string('A', 8_000)));
    }

    [Theory]
    [InlineData("[\"gt:client_credentials\",\"scp:crm.read\"]", "unauthorized_client")]
    [InlineData("[\"ept:token\",\"scp:crm.read\"]", "unauthorized_client")]
    [InlineData("[\"ept:token\",\"gt:client_credentials\"]", "invalid_scope")]
    [InlineData("not json", "unauthorized_client")]
    public async Task MissingPermission_IsRefused(string permissions, string error)
    {
        await using var host = await AccessHost.StartAsync();
        using var client = host.Browse();
        await host.QueryAsync(c => c.Clients.ExecuteUpdateAsync(set => set.SetProperty(x => x.Permissions, permissions)));

        await AssertErrorAsync(error, await client.PostAsync("/connect/token", Request(("scope", "crm.read"))));
    }

    [Fact]
    public async Task PublicClient_IsRefused()
    {
        await using var host = await AccessHost.StartAsync();
        using var client = host.Browse();
        await host.QueryAsync(c => c.Clients.ExecuteUpdateAsync(set => set.SetProperty(x => x.ClientType, "public")));

        await AssertErrorAsync("invalid_client", await client.PostAsync("/connect/token", Request()));
    }

    [Fact]
    public async Task SecretThatIsNoHash_IsInvalidClient()
    {
        await using var host = await AccessHost.StartAsync();
        using var client = host.Browse();
        await host.QueryAsync(c => c.Clients.ExecuteUpdateAsync(set => set.SetProperty(x => x.ClientSecret, AccessHost.ClientSecret)));

        await AssertErrorAsync("invalid_client", await client.PostAsync("/connect/token", Request()));
    }

    [Fact]
    public async Task Get_IsNotAllowed()
    {
        await using var host = await AccessHost.StartAsync();
        using var client = host.Browse();

        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await client.GetAsync("/connect/token")).StatusCode);
    }

    [Fact]
    public async Task TooManyRequests_Answer429()
    {
        await using var host = await AccessHost.StartAsync(settings => settings["Crm:Access:TokenRequestsPerMinute"] = "1");
        using var client = host.Browse();
        await client.PostAsync("/connect/token", Request());

        var second = await client.PostAsync("/connect/token", Request());

        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
        Assert.NotNull(second.Headers.RetryAfter);
    }

    [Fact]
    public async Task Discovery_NamesWhatThereIs_WhateverTheHostHeader()
    {
        await using var host = await AccessHost.StartAsync(settings => settings["Crm:Access:Issuer"] = "https://crm.example/");
        using var client = host.Browse("http://evil.example/");

        var document = await JsonAsync(await client.GetAsync("/.well-known/openid-configuration"));

        Assert.Equal("https://crm.example/", document.GetProperty("issuer").GetString());
        Assert.Equal("https://crm.example/connect/token", document.GetProperty("token_endpoint").GetString());
        Assert.Equal("client_credentials", Assert.Single(document.GetProperty("grant_types_supported").EnumerateArray()).GetString());
        Assert.False(document.TryGetProperty("authorization_endpoint", out _));
    }
}
