using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Api.Tests.Hosting;

namespace Crm.Platform.Api.Tests.Data;

/// <summary>Next links over real records: they go on by key.</summary>
public sealed class NextLinkTests
{
    [Theory]
    [InlineData("$orderby=last_name&$filter=last_name ne 'zz'&$top=37")]
    [InlineData("$orderby=last_name desc")]
    [InlineData("$orderby=account/name desc,last_name&$expand=account&$count=true")]
    [InlineData("$select=last_name")]
    public async Task NextLinks_GiveEveryRecordOnce_InOrder(string query)
    {
        await using var stored = await FilledAsync();
        var whole = Names(await stored.Host.GetJsonAsync($"/api/data/contacts?{(query.Contains("$top", StringComparison.Ordinal) ? query : query + "&$top=1000")}"));

        var paged = await WalkAsync(stored.Host, $"/api/data/contacts?{query}");

        Assert.Equal(whole, paged);
    }

    [Fact]
    public async Task NextLink_NeitherRepeatsNorMisses_WhenRecordsWereAddedBefore()
    {
        await using var stored = await FilledAsync();
        var whole = Names(await stored.Host.GetJsonAsync("/api/data/contacts?$orderby=last_name&$top=20"));
        var first = await PageAsync(stored.Host, "/api/data/contacts?$orderby=last_name");

        await stored.AddAsync("contact", ("last_name", "Aaa"));
        await stored.AddAsync("contact", ("last_name", "Aab"));
        var second = await PageAsync(stored.Host, first.GetProperty("@odata.nextLink").GetString()!);

        Assert.Equal(whole.Skip(5).Take(5), Names(second));
    }

    [Fact]
    public async Task NextLink_StaysShort_WhenTheSortKeyIsLong()
    {
        var contact = Model.Contact with { Fields = Model.Contact.Fields.Add(new FieldDefinition("notes", FieldKinds.Multiline)) };
        await using var stored = await StoredApiHost.StartAsync(Model.User, Model.Account, contact);
        for (var i = 0; i < 8; i++)
            await stored.AddAsync("contact", ("last_name", $"{i}"), ("notes", new string('n', 5000) + i));

        var paged = await WalkAsync(stored.Host, "/api/data/contacts?$orderby=notes&$select=last_name");

        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7"], paged);
    }

    [Fact]
    public async Task NextLinks_ComeToTheirEnd_WhenOnlyLaterKeysAreLong()
    {
        var contact = Model.Contact with { Fields = Model.Contact.Fields.Add(new FieldDefinition("notes", FieldKinds.Multiline)) };
        await using var stored = await StoredApiHost.StartAsync(Model.User, Model.Account, contact);
        for (var i = 0; i < 17; i++)
            await stored.AddAsync("contact", ("last_name", $"{i:00}"), ("notes", $"{i:00}" + (i > 7 ? new string('ж', 5000) : "")));

        var paged = await WalkAsync(stored.Host, "/api/data/contacts?$orderby=notes&$select=last_name");

        Assert.Equal(Enumerable.Range(0, 17).Select(i => $"{i:00}"), paged);
    }

    [Theory]
    [InlineData("revenue", "[5,\"79228162514264337593543950335\",\"00000000-0000-0000-0000-000000000001\"]")]
    [InlineData("revenue", "[5,\"-79228162514264337593543950335\",\"00000000-0000-0000-0000-000000000001\"]")]
    [InlineData("last_name", "[5,\"\\ud800\",\"00000000-0000-0000-0000-000000000001\"]")]
    [InlineData("seen_at", "[5,\"9999999999999999999\",\"00000000-0000-0000-0000-000000000001\"]")]
    public async Task Token_IsRefused_WhenAValueFitsNoColumn(string sort, string token)
    {
        await using var stored = await StoredApiHost.StartAsync();

        using var response = await stored.Host.GetAsync($"/api/data/contacts?$orderby={sort}&$skiptoken={Base64Url.EncodeToString(Encoding.UTF8.GetBytes(token))}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("[\"x\",\"not an id\"]")]
    [InlineData("[5,\"x\",\"not an id\"]")]
    [InlineData("[5,\"x\"]")]
    [InlineData("[-1]")]
    [InlineData("[]")]
    [InlineData("[\"x\"]")]
    [InlineData("[1,2]")]
    [InlineData("{}")]
    [InlineData("-3")]
    [InlineData("[[\"x\"]]")]
    [InlineData("[5,\"a\\u0000b\",\"00000000-0000-0000-0000-000000000000\"]")]
    [InlineData("[5,null,null]")]
    public async Task Token_IsRefused_WhenThisApiWouldNotWriteIt(string token)
    {
        await using var stored = await StoredApiHost.StartAsync();

        using var response = await stored.Host.GetAsync($"/api/data/contacts?$orderby=last_name&$skiptoken={Base64Url.EncodeToString(Encoding.UTF8.GetBytes(token))}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static async Task<List<string>> WalkAsync(ApiHost host, string address)
    {
        var seen = new List<string>();
        for (var next = address; next is not null && seen.Count < 100;)
        {
            var page = await PageAsync(host, next);
            seen.AddRange(Names(page));
            next = page.TryGetProperty("@odata.nextLink", out var link) ? link.GetString() : null;
            Assert.True(next is null || next.Length < 2500);
        }
        return seen;
    }

    private static async Task<JsonElement> PageAsync(ApiHost host, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Prefer", "odata.maxpagesize=5");
        using var response = await host.SendAsync(request);
        return await response.JsonAsync();
    }

    private static List<string> Names(JsonElement page) => [.. page.GetProperty("value").EnumerateArray().Select(r => r.GetProperty("last_name").GetString()!)];

    private static async Task<StoredApiHost> FilledAsync()
    {
        var stored = await StoredApiHost.StartAsync();
        var accounts = new List<Guid>();
        foreach (var name in new[] { "Acme", "beta", "Gamma" })
            accounts.Add(await stored.AddAsync("account", ("name", name)));
        for (var i = 0; i < 40; i++)
            await stored.AddAsync("contact", ("last_name", $"{(i % 2 == 0 ? "N" : "n")}ame {i * 17 % 40}"), ("account_id", i % 4 == 3 ? null : accounts[i % 4]));
        return stored;
    }
}
