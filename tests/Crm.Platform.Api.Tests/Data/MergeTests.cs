using System.Net;
using System.Text.Json;
using Crm.Platform.Api.Tests.Hosting;

namespace Crm.Platform.Api.Tests.Data;

public sealed class MergeTests
{
    [Fact]
    public async Task Merge_AnswersWithTheKeptRecord_AndTheIdToUndoBy()
    {
        await using var stored = await StoredApiHost.StartAsync();
        var (keep, other) = (await stored.AddAsync("account", ("name", "Acme")), await stored.AddAsync("account", ("name", "ACME Inc")));
        await stored.AddAsync("contact", ("last_name", "Moves"), ("account_id", other));

        using var response = await stored.Host.PostAsync("/api/data/accounts/merge", Responses.Json(JsonSerializer.Serialize(new { keep, from = new[] { other }, values = new { industry = "Steel" } })));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Steel", (await response.JsonAsync()).GetProperty("industry").GetString());
        Assert.True(Guid.TryParse(response.Headers.GetValues("Crm-Change-Set").Single(), out _));
        Assert.Equal("Moves", await stored.NamesAsync($"$filter=account_id eq {keep}"));
    }

    [Theory]
    [InlineData("""{"from":[]}""", HttpStatusCode.BadRequest, "keep")]
    [InlineData("""{"keep":"0190f3a0-0000-7000-8000-000000000001"}""", HttpStatusCode.BadRequest, "from")]
    [InlineData("""{"keep":"0190f3a0-0000-7000-8000-000000000001","from":[],"into":1}""", HttpStatusCode.BadRequest, "into")]
    [InlineData("""{"keep":"0190f3a0-0000-7000-8000-000000000001","from":[]}""", HttpStatusCode.UnprocessableEntity, "from")]
    [InlineData("""{"keep":"0190f3a0-0000-7000-8000-000000000001","from":["0190f3a0-0000-7000-8000-000000000001"]}""", HttpStatusCode.UnprocessableEntity, "from")]
    public async Task Merge_IsRefused_WhenItCannotBeUnderstood(string body, HttpStatusCode status, string path)
    {
        await using var stored = await StoredApiHost.StartAsync();

        using var response = await stored.Host.PostAsync("/api/data/accounts/merge", Responses.Json(body));

        Assert.Equal((status, path), (response.StatusCode, (await response.JsonAsync()).GetProperty("errors")[0].GetProperty("path").GetString()));
    }

    [Fact]
    public async Task Merge_Is404_WhenOneOfThemIsUnknown()
    {
        await using var stored = await StoredApiHost.StartAsync();
        var keep = await stored.AddAsync("account", ("name", "Acme"));

        using var response = await stored.Host.PostAsync("/api/data/accounts/merge", Responses.Json(JsonSerializer.Serialize(new { keep, from = new[] { Guid.NewGuid() } })));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }
}
