using System.Net;
using Crm.Platform.Api.Tests.Hosting;

namespace Crm.Platform.Api.Tests.Health;

public sealed class HealthTests
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_Is200ForAnybody_WhenPublished(string address)
    {
        await using var host = await StoredApiHost.StartAsync();
        host.Host.Client.DefaultRequestHeaders.Remove("X-Rights");

        using var response = await host.Host.GetAsync(address);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Ready_Is503_WhenNothingIsPublished()
    {
        await using var host = await StoredApiHost.StartAsync([]);

        using var ready = await host.Host.GetAsync("/health/ready");
        using var live = await host.Host.GetAsync("/health/live");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }
}
