using System.Net;
using Crm.Testing.Hosting;
using Crm.Testing.Platforms;

namespace Crm.Platform.Web.Tests.Start;

/// <summary>What a proxy before the host says about the client, and who is believed.</summary>
public sealed class ProxyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Proxy_IsBelieved_WhenItIsNamed()
    {
        await using var host = await StartAsync("10.9.8.0/24, 127.0.0.1");

        using var plain = await TokenAsync(host, proto: null, "203.0.113.7");
        using var secure = await TokenAsync(host, "https", "203.0.113.7");

        Assert.Contains("Use https", await plain.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, secure.StatusCode);
        Assert.True(secure.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Proxy_IsPassedOver_WhenItIsNamedAndAClientWroteTheRest()
    {
        await using var host = await StartAsync("127.0.0.1");

        using var answer = await TokenAsync(host, proto: null, "127.0.0.1, 203.0.113.7");

        Assert.Contains("Use https", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("10.9.8.7")]
    public async Task Headers_AreIgnored_WhenNobodyTrustedSentThem(string? proxies)
    {
        await using var host = await StartAsync(proxies);

        using var answer = await TokenAsync(host, "https", "203.0.113.7");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    private Task<HostProcess> StartAsync(string? proxies)
    {
        var settings = HostSettings.Unattended;
        if (proxies is not null)
            settings["Crm__Proxies"] = proxies;
        return HostProcess.StartAsync(_folder.Path, settings);
    }

    /// <summary>Asks for a token, which the host gives over https or to its own machine only.</summary>
    private static async Task<HttpResponseMessage> TokenAsync(HostProcess host, string? proto, string client)
    {
        using var http = new HttpClient { BaseAddress = host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("connect/token", UriKind.Relative))
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = HostSettings.ClientId, ["client_secret"] = HostSettings.ClientSecret }),
        };
        request.Headers.Host = "crm.example.test";
        request.Headers.Add("X-Forwarded-For", client);
        if (proto is not null)
            request.Headers.Add("X-Forwarded-Proto", proto);
        return await http.SendAsync(request);
    }
}
