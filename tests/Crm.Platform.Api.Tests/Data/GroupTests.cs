using System.Net;
using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Api.Tests.Hosting;

namespace Crm.Platform.Api.Tests.Data;

/// <summary><c>$apply</c>, over the real read path.</summary>
public sealed class GroupTests
{
    [Theory]
    [InlineData("aggregate($count as n)", "(n)", """{"n":5}""")]
    [InlineData("aggregate(revenue with sum as total,revenue with average as mean,revenue with min as least,revenue with max as most)", "(total,mean,least,most)", """{"total":150.75,"mean":50.25,"least":0.5,"most":100}""")]
    [InlineData("aggregate(birthdate with max as last,seen_at with min as first,age with sum as years)", "(last,first,years)", """{"last":"2001-02-03","first":"2026-03-01T10:30:00Z","years":70}""")]
    [InlineData("aggregate(last_name with countdistinct as names)", "(names)", """{"names":4}""")]
    [InlineData("groupby((status))", "(status)", """{"status":null},{"status":"new"},{"status":"won"}""")]
    [InlineData("groupby((status),aggregate($count as n,revenue with sum as total))", "(status,n,total)", """{"status":null,"n":1,"total":null},{"status":"new","n":2,"total":100},{"status":"won","n":2,"total":50.75}""")]
    [InlineData("groupby((account/industry),aggregate($count as n))", "(account(industry),n)", """{"account":{"industry":null},"n":2},{"account":{"industry":"Retail"},"n":3}""")]
    [InlineData("groupby((account/industry,status,account/name),aggregate(revenue with sum as total))", "(account(industry,name),status,total)",
        """{"account":{"industry":null,"name":null},"status":null,"total":null},{"account":{"industry":null,"name":null},"status":"won","total":0.5},{"account":{"industry":"Retail","name":"Acme"},"status":"new","total":100},{"account":{"industry":"Retail","name":"Acme"},"status":"won","total":50.25},{"account":{"industry":"retail","name":"Bolt"},"status":"new","total":null}""")]
    [InlineData("groupby((last_name),aggregate($count as n))", "(last_name,n)", """{"last_name":"Adler","n":1},{"last_name":"BERG","n":2},{"last_name":"Cole","n":1},{"last_name":"Dorn","n":1}""")]
    [InlineData("filter(age gt 25)/groupby((status),aggregate(age with max as oldest))", "(status,oldest)", """{"status":"new","oldest":40}""")]
    [InlineData("filter(age gt 25)/filter(account/name eq 'acme')/aggregate($count as n)", "(n)", """{"n":1}""")]
    [InlineData("groupby((status),aggregate($count as n))/filter(n gt 1 and status ne 'won')", "(status,n)", """{"status":"new","n":2}""")]
    [InlineData("groupby((status),aggregate(revenue with sum as total))/filter(total eq null)", "(status,total)", """{"status":null,"total":null}""")]
    public async Task Apply_AnswersInTheFormOfTheExtension(string apply, string context, string values)
    {
        await using var host = await FilledAsync();

        var answer = await host.Host.GetJsonAsync("/api/data/contacts?$apply=" + Uri.EscapeDataString(apply));

        Assert.EndsWith("/api/data/$metadata#contacts" + context, answer.GetProperty("@odata.context").GetString(), StringComparison.Ordinal);
        Assert.Equal($"[{values}]", JsonSerializer.Serialize(answer.GetProperty("value")));
    }

    [Theory]
    [InlineData("$apply=groupby((status),aggregate($count as n))&$orderby=n desc,status desc", "won new null")]
    [InlineData("$apply=groupby((status),aggregate(revenue with sum as total))&$orderby=total", "null won new")]
    [InlineData("$orderby=total desc&$apply=groupby((status),aggregate(revenue with average as total))", "new won null")]
    [InlineData("$filter=total gt 60&$apply=groupby((status),aggregate(revenue with sum as total))", "new")]
    [InlineData("$apply=groupby((status),aggregate(revenue with sum as total))&$filter=not (total gt 60) and status ne null", "won")]
    [InlineData("$apply=groupby((status),aggregate(birthdate with max as last))&$filter=last eq 2001-02-03", "new")]
    [InlineData("$apply=groupby((status),aggregate(revenue with average as mean))&$filter=mean le 25.375", "won")]
    [InlineData("$apply=groupby((status),aggregate($count as n))&$search=berg", "new won")]
    [InlineData("$apply=groupby((status),aggregate($count as n))&$top=1&$skip=1", "new")]
    [InlineData("$apply=groupby((status))&$filter=status in ('won',null)", "null won")]
    public async Task OtherOptions_AreAboutTheGroups(string query, string expected)
    {
        await using var host = await FilledAsync();

        var answer = await host.Host.GetJsonAsync("/api/data/contacts?" + query);

        Assert.Equal(expected, string.Join(' ', answer.GetProperty("value").EnumerateArray().Select(g => g.GetProperty("status").GetString() ?? "null")));
    }

    [Fact]
    public async Task Apply_GivesRecords_WhenItOnlyFilters()
    {
        await using var host = await FilledAsync();

        Assert.Equal("Adler", await host.NamesAsync("$apply=filter(age gt 25)&$orderby=last_name"));
        Assert.Equal("Adler BERG", await host.NamesAsync("$apply=filter(status eq 'new')/filter(account/industry ne null)&$filter=last_name lt 'c'&$orderby=last_name"));
    }

    [Fact]
    public async Task Pages_LinkOn_AndCountTellsAllGroups()
    {
        await using var host = await FilledAsync();
        var names = new List<string>();

        for (string? next = "/api/data/contacts?$count=true&$apply=groupby((last_name),aggregate($count as n))&$orderby=n desc"; next is not null;)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, next);
            request.Headers.Add("Prefer", "odata.maxpagesize=3");
            using var response = await host.Host.SendAsync(request);
            var page = await response.JsonAsync();
            Assert.Equal(4, page.GetProperty("@odata.count").GetInt64());
            Assert.Equal("odata.maxpagesize=3", response.Headers.GetValues("Preference-Applied").Single());
            names.AddRange(page.GetProperty("value").EnumerateArray().Select(g => g.GetProperty("last_name").GetString()!));
            next = page.TryGetProperty("@odata.nextLink", out var link) ? link.GetString() : null;
        }

        Assert.Equal(["BERG", "Adler", "Cole", "Dorn"], names);
    }

    [Fact]
    public async Task Count_IsOfGroups()
    {
        await using var host = await FilledAsync();

        Assert.Equal("3", await (await host.Host.GetAsync("/api/data/contacts/$count?$apply=groupby((status))")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Parts_AreObjects_AsInRecords()
    {
        await using var host = await StoredApiHost.StartAsync(_ => { }, """
            {"name":"shop","plural":"shops","type":"object","properties":{"name":{"type":"string"},"stay":{"type":"string","format":"duration"},"place":{"x-crm":{"kind":"address"}}},"x-crm":{"display":"name"}}
            """);
        await host.AddAsync("shop", ("name", "A"), ("stay", 3600L), ("place", CompositeValue.Empty.With("city", "Bonn").With("country", "Germany")));
        await host.AddAsync("shop", ("name", "B"), ("stay", 1800L), ("place", CompositeValue.Empty.With("city", "bonn")));

        var answer = await host.Host.GetJsonAsync("/api/data/shops?$apply=groupby((place/city),aggregate(stay with max as longest))");

        Assert.EndsWith("#shops(place(city),longest)", answer.GetProperty("@odata.context").GetString(), StringComparison.Ordinal);
        Assert.Equal("""[{"place":{"city":"Bonn"},"longest":"PT1H"}]""", JsonSerializer.Serialize(answer.GetProperty("value")));
    }

    [Theory]
    [InlineData("$apply=groupby((statu))", "odata.apply", "$apply")]
    [InlineData("$apply=groupby((status)", "odata.apply", "$apply")]
    [InlineData("$apply=aggregate(last_name with sum as x)", "query.invalid", "$apply")]
    [InlineData("$apply=aggregate(revenue with median as x)", "odata.apply", "$apply")]
    [InlineData("$apply=aggregate(revenue mul 2 with sum as x)", "odata.apply", "$apply")]
    [InlineData("$apply=aggregate($count as n)/aggregate(n with sum as m)", "odata.apply", "$apply")]
    [InlineData("$apply=groupby((status),filter(age gt 1))", "odata.apply", "$apply")]
    [InlineData("$apply=groupby((status))/groupby((status))", "odata.apply", "$apply")]
    [InlineData("$apply=compute(age add 1 as next)", "odata.apply", "$apply")]
    [InlineData("$apply=identity", "odata.apply", "$apply")]
    [InlineData("$apply=groupby((account))", "odata.apply", "$apply")]
    [InlineData("$apply=groupby((status),aggregate($count as n))&$filter=n eq status", "query.invalid", "$apply")]
    [InlineData("$apply=groupby((status),aggregate($count as n))&$filter=age gt 1", "odata.filter", "$filter")]
    [InlineData("$apply=groupby((status),aggregate($count as n))&$filter=n gt 1 or status eq 'new'", "query.invalid", "$apply")]
    [InlineData("$apply=aggregate($count as n)/filter(n gt 1)", "query.invalid", "$apply")]
    [InlineData("$apply=groupby((status))&$orderby=age", "odata.orderby", "$orderby")]
    [InlineData("$apply=groupby((status))&$select=status", "odata.select", "$select")]
    [InlineData("$apply=groupby((status))&$expand=account", "odata.expand", "$expand")]
    [InlineData("$apply=aggregate(revenue with sum as status,age with sum as status)", "query.invalid", "$apply")]
    [InlineData("$apply=groupby((status))&$skiptoken=WyJhIl0", "odata.skiptoken", "$skiptoken")]
    public async Task BadApply_Is400_AndSaysWhere(string query, string code, string path)
    {
        await using var host = await FilledAsync();

        using var response = await host.Host.GetAsync("/api/data/contacts?" + query);

        var problem = await response.ProblemAsync(HttpStatusCode.BadRequest, code);
        Assert.Equal([path], problem.Paths());
    }

    [Fact]
    public async Task UnknownField_IsCorrected_WhenOneIsNear()
    {
        await using var host = await FilledAsync();

        using var response = await host.Host.GetAsync("/api/data/contacts?$apply=aggregate(revenu with sum as x)");

        var problem = await response.JsonAsync();
        Assert.Equal("Did you mean 'revenue'?", problem.GetProperty("errors")[0].GetProperty("hint").GetString());
    }

    private static async Task<StoredApiHost> FilledAsync()
    {
        var host = await StoredApiHost.StartAsync();
        var acme = await host.AddAsync("account", ("name", "Acme"), ("industry", "Retail"));
        var bolt = await host.AddAsync("account", ("name", "Bolt"), ("industry", "retail"));
        await host.AddAsync("contact", ("last_name", "Adler"), ("status", "new"), ("revenue", 100m), ("age", 40L), ("account_id", acme), ("birthdate", new DateOnly(2001, 2, 3)));
        await host.AddAsync("contact", ("last_name", "berg"), ("status", "won"), ("revenue", 50.25m), ("age", 10L), ("account_id", acme), ("birthdate", new DateOnly(1990, 1, 1)));
        await host.AddAsync("contact", ("last_name", "BERG"), ("status", "new"), ("age", 20L), ("account_id", bolt));
        await host.AddAsync("contact", ("last_name", "Cole"), ("status", "won"), ("revenue", 0.5m), ("seen_at", new DateTime(2026, 3, 1, 10, 30, 0, DateTimeKind.Utc)));
        await host.AddAsync("contact", ("last_name", "Dorn"));
        return host;
    }
}
