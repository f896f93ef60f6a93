using System.Net;
using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Api.Tests.Hosting;

namespace Crm.Platform.Api.Tests.Data;

public sealed class DeltaTests
{
    [Fact]
    public async Task List_CanBeFollowed_WhenThatIsPreferred()
    {
        await using var host = await StoredApiHost.StartAsync();
        var (stays, goes) = (await host.AddAsync("contact", ("last_name", "Stays")), await host.AddAsync("contact", ("last_name", "Goes")));
        await host.AddAsync("contact", ("last_name", "Third"));

        var (first, applied) = await AskAsync(host, "/api/data/contacts?$orderby=last_name&$select=last_name", "odata.track-changes, odata.maxpagesize=2");
        var last = await host.Host.GetJsonAsync(Path(first, "@odata.nextLink"));
        await host.AddAsync("contact", ("last_name", "New"));
        await host.Platform.Writer.DeleteAsync("contact", goes, null, Caller.Platform, TestContext.Current.CancellationToken);
        var (changes, _) = await AskAsync(host, Path(last, "@odata.deltaLink"), "odata.maxpagesize=1");
        var rest = await host.Host.GetJsonAsync(Path(changes, "@odata.nextLink"));
        var nothing = await host.Host.GetJsonAsync(Path(rest, "@odata.deltaLink"));

        Assert.Equal("odata.track-changes, odata.maxpagesize=2", applied);
        Assert.False(first.TryGetProperty("@odata.deltaLink", out _));
        Assert.Equal("http://localhost/api/data/$metadata#contacts(last_name)/$delta", changes.GetProperty("@odata.context").GetString());
        var all = changes.GetProperty("value").EnumerateArray().Concat(rest.GetProperty("value").EnumerateArray()).ToList();
        Assert.Equal("New", Assert.Single(all, c => c.TryGetProperty("last_name", out _)).GetProperty("last_name").GetString());
        var removed = Assert.Single(all, c => c.TryGetProperty("@removed", out _));
        Assert.Equal((goes, "deleted"), (removed.GetProperty("id").GetGuid(), removed.GetProperty("@removed").GetProperty("reason").GetString()));
        Assert.Empty(nothing.GetProperty("value").EnumerateArray());
        Assert.NotEqual(stays, goes);
    }

    [Theory]
    [InlineData("/api/data/contacts?$top=5")]
    [InlineData("/api/data/contacts?$skip=1")]
    [InlineData("/api/data/contacts?$apply=aggregate($count as n)")]
    [InlineData("/api/data/users")]
    public async Task Preference_IsLeftAlone_WhereItCannotBeKept(string address)
    {
        await using var host = await StoredApiHost.StartAsync();

        var (list, applied) = await AskAsync(host, address, "odata.track-changes");

        Assert.Equal((null, false), (applied, list.TryGetProperty("@odata.deltaLink", out _)));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("e30")]
    [InlineData("bnVsbA")]
    [InlineData("W10")]
    [InlineData("eyJGcm9tIjotMX0")]
    [InlineData("")]
    public async Task Token_IsRefused_WhenItIsNone(string token)
    {
        await using var host = await StoredApiHost.StartAsync();

        using var response = await host.Host.GetAsync($"/api/data/contacts?$deltatoken={token}");

        Assert.Contains(response.StatusCode, new[] { HttpStatusCode.BadRequest, HttpStatusCode.Gone });
        _ = await response.ProblemAsync(response.StatusCode, response.StatusCode == HttpStatusCode.Gone ? "delta.gone" : "odata.deltatoken");
    }

    [Fact]
    public async Task Token_IsGone_WhenNobodyNotedChangesSince()
    {
        await using var host = await StoredApiHost.StartAsync();
        var (list, _) = await AskAsync(host, "/api/data/contacts", "track-changes");
        var link = Path(list, "@odata.deltaLink");

        using var response = await host.Host.GetAsync(link.Replace("contacts", "accounts", StringComparison.Ordinal));

        _ = await response.ProblemAsync(HttpStatusCode.Gone, "delta.gone");
    }

    private static string Path(JsonElement page, string link) => new Uri(page.GetProperty(link).GetString()!).PathAndQuery;

    private static async Task<(JsonElement Page, string? Applied)> AskAsync(StoredApiHost host, string address, string preference)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Prefer", preference);
        using var response = await host.Host.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.JsonAsync(), response.Headers.TryGetValues("Preference-Applied", out var applied) ? string.Join(", ", applied) : null);
    }
}
