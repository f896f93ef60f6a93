using System.Net;
using Crm.Platform.Abstractions;
using Crm.Platform.Api.Tests.Hosting;

namespace Crm.Platform.Api.Tests.Data;

/// <summary>What the data API does not do, and how it says so.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("PUT", "/api/data/contacts(0197f3a0-5c1e-7d42-9b6f-3f0d8f6d2a10)", "PATCH")]
    [InlineData("DELETE", "/api/data/contacts", "POST")]
    [InlineData("GET", "/api/data/contacts/0197f3a0-5c1e-7d42-9b6f-3f0d8f6d2a10/restore", "POST")]
    [InlineData("POST", "/api/data/contacts/$count", "GET")]
    [InlineData("POST", "/api/data/$metadata", "GET")]
    public async Task WrongMethod_Is405WithAllow(string method, string address, string allowed)
    {
        await using var host = await ApiHost.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), address);

        using var response = await host.SendAsync(request);

        await response.ProblemAsync(HttpStatusCode.MethodNotAllowed, "request.method_not_allowed");
        Assert.Contains(allowed, response.Content.Headers.Allow);
    }

    [Fact]
    public async Task Anonymous_Is401_AtEveryAddress()
    {
        await using var host = await ApiHost.StartAsync();
        host.Client.DefaultRequestHeaders.Remove("X-Rights");
        foreach (var address in new[] { "/api/data", "/api/data/$metadata", "/api/data/contacts", "/api/data/nope" })
        {
            using var response = await host.GetAsync(address);
            await response.ProblemAsync(HttpStatusCode.Unauthorized, "access.unauthenticated");
        }
    }

    [Fact]
    public async Task Caller_Is403_WhenRightIsMissing()
    {
        await using var host = await ApiHost.StartAsync();
        host.Client.DefaultRequestHeaders.Remove("X-Rights");
        host.Client.DefaultRequestHeaders.Add("X-Rights", "Write");

        using var list = await host.GetAsync("/api/data/contacts");
        using var metadata = await host.GetAsync("/api/data/$metadata");

        Assert.Equal(HttpStatusCode.Forbidden, list.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, metadata.StatusCode);
    }

    [Fact]
    public async Task Conflict_Is409WithPath()
    {
        await using var host = await ApiHost.StartAsync();
        host.Records.NextFailure = new Conflict("record.not_unique", "Taken.") { Problems = [new Problem("email", "field.unique", "Taken.")] };

        using var response = await host.PostAsync("/api/data/contacts", Responses.Json("{}"));

        Assert.Equal(["email"], (await response.ProblemAsync(HttpStatusCode.Conflict, "record.not_unique")).Paths());
    }

    [Fact]
    public async Task Bug_Is500WithoutDetails()
    {
        await using var host = await ApiHost.StartAsync();
        host.Records.NextException = new InvalidOperationException("SELECT secret FROM hidden");

        using var response = await host.GetAsync("/api/data/contacts");

        var problem = await response.ProblemAsync(HttpStatusCode.InternalServerError, "server.error");
        Assert.DoesNotContain("secret", problem.GetRawText());
        Assert.DoesNotContain("   at ", problem.GetRawText());
    }
}
