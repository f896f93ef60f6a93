using System.Net;
using Crm.Platform.Api.Tests.Hosting;

namespace Crm.Platform.Api.Tests.Data;

public sealed class ListTests
{
    [Fact]
    public async Task List_HasODataShape_WhenAsked()
    {
        await using var host = await ApiHost.StartAsync();
        var account = host.Records.Add("account", r => r["name"] = "Acme");
        var contact = host.Records.Add("contact", r => { r["last_name"] = "Müller"; r["revenue"] = 12.50m; r["birthdate"] = new DateOnly(1990, 2, 3); r["account_id"] = account.Id; });

        using var response = await host.GetAsync("/api/data/contacts?$count=true&$expand=account");

        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("4.0", Assert.Single(response.Headers.GetValues("OData-Version")));
        Assert.NotNull(response.Content.Headers.ContentLength);
        var list = await response.JsonAsync();
        Assert.Equal("http://localhost/api/data/$metadata#contacts(account())", list.GetProperty("@odata.context").GetString());
        Assert.Equal(1, list.GetProperty("@odata.count").GetInt64());
        Assert.False(list.TryGetProperty("@odata.nextLink", out _));
        var row = Assert.Single(list.GetProperty("value").EnumerateArray());
        Assert.Equal(contact.Id, row.GetProperty("id").GetGuid());
        Assert.Equal("W/\"1\"", row.GetProperty("@odata.etag").GetString());
        Assert.Equal("Müller", row.GetProperty("last_name").GetString());
        Assert.Equal(12.50m, row.GetProperty("revenue").GetDecimal());
        Assert.Equal("1990-02-03", row.GetProperty("birthdate").GetString());
        Assert.Equal("2026-03-01T08:00:00Z", row.GetProperty("created_at").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, row.GetProperty("email").ValueKind);
        Assert.Equal("Acme", row.GetProperty("account").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Select_LimitsFields_WhenGivenForRecordAndLookup()
    {
        await using var host = await ApiHost.StartAsync();
        var account = host.Records.Add("account", r => r["name"] = "Acme");
        host.Records.Add("contact", r => { r["last_name"] = "A"; r["account_id"] = account.Id; });

        var list = await host.GetJsonAsync("/api/data/contacts?$select=last_name,version&$expand=account($select=name)");

        var row = list.GetProperty("value")[0];
        Assert.Equal(["@odata.etag", "last_name", "version", "account"], row.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["@odata.etag", "name"], row.GetProperty("account").EnumerateObject().Select(p => p.Name));
        Assert.Equal("http://localhost/api/data/$metadata#contacts(last_name,version,account(name))", list.GetProperty("@odata.context").GetString());
    }

    [Fact]
    public async Task Pages_GoThroughAll_WhenNextLinksAreFollowed()
    {
        await using var host = await ApiHost.StartAsync();
        for (var i = 0; i < 120; i++)
            host.Records.Add("contact", r => r["last_name"] = "x");
        var (address, sizes, ids) = ("/api/data/contacts?$filter=last_name%20eq%20%27x%27", new List<int>(), new HashSet<Guid>());
        while (address is not null)
        {
            var page = await host.GetJsonAsync(address);
            sizes.Add(page.GetProperty("value").GetArrayLength());
            ids.UnionWith(page.GetProperty("value").EnumerateArray().Select(r => r.GetProperty("id").GetGuid()));
            address = page.TryGetProperty("@odata.nextLink", out var link) ? link.GetString() : null;
        }

        Assert.Equal([50, 50, 20], sizes);
        Assert.Equal(120, ids.Count);
    }

    [Theory]
    [InlineData("?$top=3", null, 3, false)]
    [InlineData("?$top=0&$count=true", null, 0, false)]
    [InlineData("?top=4", null, 4, false)]
    [InlineData("?$top=30", "odata.maxpagesize=20", 20, true)]
    [InlineData("", "odata.maxpagesize=7", 7, true)]
    [InlineData("?$skip=38", null, 2, false)]
    public async Task Page_HasAskedSize(string query, string? prefer, int rows, bool more)
    {
        await using var host = await ApiHost.StartAsync();
        for (var i = 0; i < 40; i++)
            host.Records.Add("contact", r => r["last_name"] = "x");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/data/contacts" + query);
        if (prefer is not null)
            request.Headers.Add("Prefer", prefer);

        using var response = await host.SendAsync(request);

        var page = await response.JsonAsync();
        Assert.Equal(rows, page.GetProperty("value").GetArrayLength());
        Assert.Equal(more, page.TryGetProperty("@odata.nextLink", out _));
        Assert.Equal(prefer is not null, response.Headers.Contains("Preference-Applied"));
    }

    [Fact]
    public async Task Page_IsCutAtThousandWithNextLinkForTheRest_WhenMoreIsAsked()
    {
        await using var host = await ApiHost.StartAsync();
        for (var i = 0; i < 1003; i++)
            host.Records.Add("contact", r => r["last_name"] = "x");

        var first = await host.GetJsonAsync("/api/data/contacts?$top=1002");
        var second = await host.GetJsonAsync(first.GetProperty("@odata.nextLink").GetString()!);

        Assert.Equal(1000, first.GetProperty("value").GetArrayLength());
        Assert.Equal(2, second.GetProperty("value").GetArrayLength());
        Assert.False(second.TryGetProperty("@odata.nextLink", out _));
    }

    [Fact]
    public async Task Query_ReachesTheReader_WhenSortedAndSearched()
    {
        await using var host = await ApiHost.StartAsync();

        await host.GetJsonAsync("/api/data/contacts?$orderby=account/name desc,last_name&$search=\"big deal\"&$skip=5&$top=7");

        var query = host.Records.LastQuery!;
        Assert.Equal([new("account.name", true), new("last_name")], query.Sort);
        Assert.Equal("\"big deal\"", query.Search);
        Assert.Equal((5, 7), (query.Skip, query.Top));
    }

    [Theory]
    [InlineData("$filter=nmae eq 'x'", "odata.filter")]
    [InlineData("$filter=last_nam eq 'x'", "odata.filter")]
    [InlineData("$filter=last_name eq", "odata.filter")]
    [InlineData("$filter=last_name eq 5", "odata.filter")]
    [InlineData("$filter=(last_name eq 'x'", "odata.filter")]
    [InlineData("$filter=last_name", "odata.filter")]
    [InlineData("$filter=geo.distance(last_name,'x') lt 5", "odata.filter")]
    [InlineData("$filter=indexof(last_name,'x') eq 1", "odata.filter")]
    [InlineData("$filter=revenue gt INF", "odata.filter")]
    [InlineData("$filter=account/nme eq 'x'", "odata.filter")]
    [InlineData("$filter=birthdate eq 2026-13-45", "odata.filter")]
    [InlineData("$orderby=nope", "odata.orderby")]
    [InlineData("$orderby=last_name upwards", "odata.orderby")]
    [InlineData("$orderby=tolower(last_name)", "odata.sort_path")]
    [InlineData("$select=nope", "odata.select")]
    [InlineData("$expand=nope", "odata.expand")]
    [InlineData("$expand=account($top=5)", "odata.expand_option")]
    [InlineData("$expand=account($expand=owner)", "odata.expand")]
    [InlineData("$top=-1", "odata.number")]
    [InlineData("$top=ten", "odata.number")]
    [InlineData("$skip=99999999999", "odata.number")]
    [InlineData("$skiptoken=zzz", "odata.skiptoken")]
    [InlineData("$count=maybe", "odata.count")]
    [InlineData("$format=xml", "odata.format")]
    [InlineData("$top=1&$top=2", "odata.option_repeated")]
    [InlineData("$fliter=x", "odata.option_unknown")]
    public async Task BadQuery_Is400WithCode(string query, string code)
    {
        await using var host = await ApiHost.StartAsync();

        using var response = await host.GetAsync("/api/data/contacts?" + query);

        var problem = await response.ProblemAsync(HttpStatusCode.BadRequest, code);
        Assert.NotEmpty(problem.Paths());
    }

    [Theory]
    [InlineData("$compute=age add 1 as next")]
    public async Task OptionOfLater_Is501(string query)
    {
        await using var host = await ApiHost.StartAsync();

        using var response = await host.GetAsync("/api/data/contacts?" + query);

        await response.ProblemAsync(HttpStatusCode.NotImplemented, "odata.not_implemented");
    }

    [Theory]
    [InlineData("$filter=last_nam eq 'x'", "Did you mean 'last_name'?")]
    [InlineData("$filter=account/nme eq 'x'", "Did you mean 'name'?")]
    [InlineData("$orderby=emial", "Did you mean 'email'?")]
    [InlineData("$select=revenu", "Did you mean 'revenue'?")]
    [InlineData("$expand=acount", "Did you mean 'account'?")]
    [InlineData("$fliter=x", "Did you mean '$filter'?")]
    public async Task UnknownName_IsCorrected_WhenOneIsNear(string query, string hint)
    {
        await using var host = await ApiHost.StartAsync();

        using var response = await host.GetAsync("/api/data/contacts?" + query);

        var problem = await response.JsonAsync();
        Assert.Equal(hint, problem.GetProperty("errors")[0].GetProperty("hint").GetString());
    }

    [Fact]
    public async Task DeepFilter_Is400_WhenBeyondLimits()
    {
        await using var host = await ApiHost.StartAsync();
        foreach (var filter in new[] { new string('(', 60) + "age eq 1" + new string(')', 60), string.Join(" or ", Enumerable.Repeat("age eq 1", 250)), string.Concat(Enumerable.Repeat("not ", 300)) + "active", "age eq 1" + new string(' ', 9000) })
        {
            using var response = await host.GetAsync("/api/data/contacts?$filter=" + Uri.EscapeDataString(filter));
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }
    }

    [Fact]
    public async Task Count_IsPlainText_WhenAskedAlone()
    {
        await using var host = await ApiHost.StartAsync();
        host.Records.Add("contact");
        host.Records.Add("contact");

        Assert.Equal("2", await host.GetStringAsync("/api/data/contacts/$count"));
    }
}
