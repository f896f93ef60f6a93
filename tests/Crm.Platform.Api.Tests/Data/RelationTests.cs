using System.Net;
using System.Text.Json;
using Crm.Platform.Api.Tests.Hosting;

namespace Crm.Platform.Api.Tests.Data;

public sealed class RelationTests
{
    private const string Person = """
        {"name":"person","plural":"people","title":"Person","required":["name"],"properties":{"name":{"type":"string"}},"x-crm":{"relations":{
          "tags":{"manyToMany":"tag","inverse":"people","fields":{"weight":{"type":"integer","minimum":0}}},"bills":{"children":"bill","via":"person_id"},"pass":{"one":"pass","via":"person_id"}}}}
        """;

    private const string Tag = """{"name":"tag","title":"Tag","properties":{"name":{"type":"string"}}}""";
    private const string Pass = """{"name":"pass","plural":"passes","properties":{"code":{"type":"string"},"person_id":{"type":"string","x-crm":{"lookup":"person","unique":true}}}}""";
    private const string Bill = """{"name":"bill","title":"Bill","properties":{"name":{"type":"string"},"person_id":{"type":"string","x-crm":{"lookup":"person"}},"total":{"type":"integer","readOnly":true,"x-crm":{"rollup":{"entity":"line","via":"bill_id","function":"sum","field":"amount"}}}},"x-crm":{"relations":{"lines":{"owned":"line","via":"bill_id","sort":"place"}}}}""";
    private const string Line = """{"name":"line","title":"Line","required":["bill_id","text"],"properties":{"text":{"type":"string","maxLength":5},"amount":{"type":"integer"},"place":{"type":"integer"},"bill_id":{"type":"string","x-crm":{"lookup":"bill","onDelete":"cascade"}}}}""";

    [Fact]
    public async Task Expand_WritesCollections_WithTheirOptions()
    {
        await using var stored = await StartAsync();
        await TaggedAsync(stored);

        var people = (await stored.Host.GetJsonAsync("/api/data/people?$orderby=name&$expand=tags($select=name;$orderby=name desc;$count=true),pass,bills($filter=name ne 'x';$expand=person($select=name))")).GetProperty("value");

        Assert.Equal(["Old,VIP:2", ":0"], people.EnumerateArray().Select(p => $"{Names(p, "tags", reverse: true)}:{p.GetProperty("tags@odata.count")}"));
        Assert.Equal(7, people[0].GetProperty("tags").EnumerateArray().Single(t => t.GetProperty("name").GetString() == "VIP").GetProperty("@crm.link").GetProperty("weight").GetInt32());
        Assert.Equal("P1", people[0].GetProperty("pass").GetProperty("code").GetString());
        Assert.Equal(JsonValueKind.Null, people[1].GetProperty("pass").ValueKind);
        Assert.Equal("Ann", people[0].GetProperty("bills")[0].GetProperty("person").GetProperty("name").GetString());
        Assert.False(people[0].GetProperty("tags")[0].TryGetProperty("created_at", out _));
    }

    [Fact]
    public async Task Expand_CutsPerRecord_AndTheNextLinkGoesOn()
    {
        await using var stored = await StartAsync();
        var lines = string.Join(',', Enumerable.Range(0, 500).Select(i => $$"""{"text":"{{i}}"}"""));
        var bill = await MadeAsync(stored, "/api/data/bills", $$"""{"name":"B","lines":[{{lines}}]}""");
        await stored.AddAsync("line", ("bill_id", bill), ("text", "last"), ("place", 501L));

        var first = await stored.Host.GetJsonAsync($"/api/data/bills({bill})?$expand=lines($select=text)");
        var rest = await stored.Host.GetJsonAsync(new Uri(first.GetProperty("lines@odata.nextLink").GetString()!).PathAndQuery);
        var few = await stored.Host.GetJsonAsync($"/api/data/bills({bill})?$expand=lines($top=2;$orderby=place desc)");

        Assert.Equal(500, first.GetProperty("lines").GetArrayLength());
        Assert.Equal("last", Names(rest, "value", "text"));
        Assert.Equal("last,499", Names(few, "lines", "text"));
        Assert.False(few.TryGetProperty("lines@odata.nextLink", out _));
    }

    [Theory]
    [InlineData("tags/any(t: t/name eq 'VIP')", "Ann")]
    [InlineData("tags/any()", "Ann")]
    [InlineData("not tags/any()", "Bob")]
    [InlineData("tags/all(t: t/name eq 'VIP')", "Bob")]
    [InlineData("tags/all(t: t/name in ('VIP','Old'))", "Ann,Bob")]
    [InlineData("tags/$count gt 1", "Ann")]
    [InlineData("tags/$count eq 0", "Bob")]
    [InlineData("tags/any(t: t/people/any(p: p/name eq 'Ann')) and bills/any(b: b/total gt 2)", "Ann")]
    [InlineData("tags/any(t: t/name eq 'VIP' or t/name eq null) or name eq 'Bob'", "Ann,Bob")]
    public async Task Filter_AsksOverRelations(string filter, string expected)
    {
        await using var stored = await StartAsync();
        await TaggedAsync(stored);

        Assert.Equal(expected, Names(await stored.Host.GetJsonAsync($"/api/data/people?$orderby=name&$filter={Uri.EscapeDataString(filter)}"), "value"));
    }

    [Theory]
    [InlineData("$filter=tags/any(t: t/nme eq 'x')", "odata.filter")]
    [InlineData("$filter=tgs/any(t: t/name eq 'x')", "odata.filter")]
    [InlineData("$filter=tags/any(t: name eq 'x')", "odata.filter")]
    [InlineData("$filter=tags/name eq 'x'", "odata.filter")]
    [InlineData("$expand=tgs", "odata.expand")]
    [InlineData("$expand=tags($skip=1)", "odata.expand_option")]
    [InlineData("$expand=tags($expand=people)", "odata.expand_option")]
    [InlineData("$expand=tags($filter=nme eq 'x')", "odata.expand")]
    public async Task Query_IsRefused_WhenARelationIsMisread(string query, string code)
    {
        await using var stored = await StartAsync();

        using var response = await stored.Host.GetAsync($"/api/data/people?{query}");

        await response.ProblemAsync(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task Address_BelowARecord_ListsCountsAndPages()
    {
        await using var stored = await StartAsync();
        var (ann, bob) = await TaggedAsync(stored);

        var page = await stored.Host.GetJsonAsync($"/api/data/people({ann})/tags?$orderby=name&$count=true&$filter=name ne 'x'");
        using var one = await stored.Host.GetAsync($"/api/data/people({ann})/pass");
        using var none = await stored.Host.GetAsync($"/api/data/people({bob})/pass");
        using var count = await stored.Host.GetAsync($"/api/data/people/{ann}/tags/$count");
        using var unknown = await stored.Host.GetAsync($"/api/data/people({Guid.NewGuid()})/tags");
        using var paged = await stored.Host.SendAsync(HttpMethod.Get, $"/api/data/people({ann})/tags?$orderby=name", null, ("Prefer", "odata.maxpagesize=1"));
        var next = await stored.Host.GetJsonAsync(new Uri((await paged.JsonAsync()).GetProperty("@odata.nextLink").GetString()!).PathAndQuery);

        Assert.Equal(("Old,VIP", 2), (Names(page, "value"), page.GetProperty("@odata.count").GetInt32()));
        Assert.Equal("VIP", Names(next, "value"));
        Assert.EndsWith("$metadata#tags", page.GetProperty("@odata.context").GetString(), StringComparison.Ordinal);
        Assert.Equal("P1", (await one.JsonAsync()).GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.NoContent, none.StatusCode);
        Assert.Equal("2", await count.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Theory]
    [InlineData("people?$expand=tags")]
    [InlineData("people({0})/tags")]
    public async Task Lists_OverRelations_CannotBeFollowed(string address)
    {
        await using var stored = await StartAsync();
        var at = "/api/data/" + string.Format(System.Globalization.CultureInfo.InvariantCulture, address, await stored.AddAsync("person", ("name", "Ann")));

        using var list = await stored.Host.SendAsync(HttpMethod.Get, at, null, ("Prefer", "odata.track-changes"));
        using var changes = await stored.Host.GetAsync($"{at}{(at.Contains('?', StringComparison.Ordinal) ? '&' : '?')}$deltatoken=x");

        Assert.False((await list.JsonAsync()).TryGetProperty("@odata.deltaLink", out _));
        await changes.ProblemAsync(HttpStatusCode.BadRequest, "odata.option_not_here");
    }

    [Fact]
    public async Task DeepInsertAndUpdate_WriteTheWhole_UnderOneTag()
    {
        await using var stored = await StartAsync();
        using var made = await stored.Host.PostAsync("/api/data/bills?$expand=lines", Responses.Json("""{"name":"B","lines":[{"text":"a","amount":1},{"text":"b","amount":2}]}"""));
        var bill = await made.JsonAsync();
        var second = bill.GetProperty("lines")[1].GetProperty("id").GetString();

        using var changed = await stored.Host.SendAsync(HttpMethod.Patch, $"/api/data/bills({bill.GetProperty("id")})?$expand=lines", $$"""{"lines":[{"id":"{{second}}","amount":5},{"text":"c"}]}""", ("If-Match", "W/\"1\""));
        using var stale = await stored.Host.SendAsync(HttpMethod.Patch, $"/api/data/bills({bill.GetProperty("id")})", """{"lines":[]}""", ("If-Match", "W/\"1\""));

        Assert.Equal((HttpStatusCode.Created, 3, "a,b"), (made.StatusCode, bill.GetProperty("total").GetInt32(), Names(bill, "lines", "text")));
        var after = await changed.JsonAsync();
        Assert.Equal((2, 5, "b,c"), (after.GetProperty("version").GetInt32(), after.GetProperty("total").GetInt32(), Names(after, "lines", "text")));
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
    }

    [Fact]
    public async Task Delta_ChangesSome()
    {
        await using var stored = await StartAsync();
        using var made = await stored.Host.PostAsync("/api/data/bills?$expand=lines", Responses.Json("""{"lines":[{"text":"a"},{"text":"b"}]}"""));
        var bill = await made.JsonAsync();

        using var changed = await stored.Host.SendAsync(HttpMethod.Patch, $"/api/data/bills({bill.GetProperty("id")})?$expand=lines", $$$"""{"lines@delta":[{"id":"{{{bill.GetProperty("lines")[0].GetProperty("id")}}}","@removed":{"reason":"deleted"}},{"text":"c","place":9}]}""");

        Assert.Equal("b,c", Names(await changed.JsonAsync(), "lines", "text"));
    }

    [Theory]
    [InlineData("""{"lines":[{"text":"a"},{"text":"too long","amnt":1}]}""", "lines[1].amnt")]
    [InlineData("""{"lines":[{"text":"a","amount":"x"},5]}""", "lines[0].amount,lines[1]")]
    [InlineData("""{"lines":[{"amount":1}]}""", "lines[0].text")]
    [InlineData("""{"lines":{"text":"a"}}""", "lines")]
    [InlineData("""{"lines":[{"id":"x"}]}""", "lines[0].id")]
    [InlineData("""{"lines":[{"id":"0197f3a0-5c1e-7d42-9b6f-3f0d8f6d2a10"}]}""", "lines[0].id")]
    [InlineData("""{"lines@odata.bind":["lines(0197f3a0-5c1e-7d42-9b6f-3f0d8f6d2a10)"]}""", "lines@odata.bind")]
    public async Task DeepInsert_TellsEachPlace_AndKeepsNothing(string body, string paths)
    {
        await using var stored = await StartAsync();

        using var response = await stored.Host.PostAsync("/api/data/bills", Responses.Json(body));

        Assert.Equal(paths, string.Join(',', (await response.ProblemAsync(HttpStatusCode.UnprocessableEntity, "record.invalid")).Paths().Order()));
        Assert.Equal(0, (await stored.Host.GetJsonAsync("/api/data/bills")).GetProperty("value").GetArrayLength());
    }

    [Fact]
    public async Task Tags_AreSetByIdReferenceAndBind()
    {
        await using var stored = await StartAsync();
        var (one, two) = (await stored.AddAsync("tag", ("name", "1")), await stored.AddAsync("tag", ("name", "2")));
        var ann = await MadeAsync(stored, "/api/data/people", $$"""{"name":"Ann","tags@odata.bind":["tags({{one}})"]}""");
        Assert.Equal("1", await TagsAsync(stored, ann));

        await DoneAsync(stored, HttpMethod.Patch, $"/api/data/people({ann})", $$$"""{"tags":[{"id":"{{{one}}}"},{"@id":"tags({{{two}}})","@crm.link":{"weight":3}}]}""", HttpStatusCode.OK);
        Assert.Equal("1,2", await TagsAsync(stored, ann));
        Assert.Equal(3, (await stored.Host.GetJsonAsync($"/api/data/person_tags?$filter=tag_id eq {two}")).GetProperty("value")[0].GetProperty("weight").GetInt32());
        await DoneAsync(stored, HttpMethod.Patch, $"/api/data/people({ann})", """{"tags":[]}""", HttpStatusCode.OK);
        Assert.Equal("", await TagsAsync(stored, ann));
        using var refused = await stored.Host.SendAsync(HttpMethod.Patch, $"/api/data/people({ann})", $$$"""{"tags":[{"id":"{{{one}}}","name":"x"},{"id":"{{{two}}}","@crm.link":{"weight":"x"}}]}""");
        Assert.Equal("tags[0].name,tags[1].@crm.link.weight", string.Join(',', (await refused.ProblemAsync(HttpStatusCode.UnprocessableEntity, "record.invalid")).Paths()));
    }

    [Fact]
    public async Task References_AreAddedReplacedListedAndRemoved()
    {
        await using var stored = await StartAsync();
        var (one, two, ann) = (await stored.AddAsync("tag", ("name", "1")), await stored.AddAsync("tag", ("name", "2")), await stored.AddAsync("person", ("name", "Ann")));
        var refs = $"/api/data/people({ann})/tags/$ref";

        await DoneAsync(stored, HttpMethod.Post, refs, $$"""{"@odata.id":"tags({{one}})"}""");
        await DoneAsync(stored, HttpMethod.Post, refs, $$"""{"@odata.id":"http://localhost/api/data/tags({{two}})"}""");
        Assert.Equal(2, (await stored.Host.GetJsonAsync(refs)).GetProperty("value").GetArrayLength());
        await DoneAsync(stored, HttpMethod.Delete, $"{refs}?$id=tags({one})", null);
        Assert.Equal("2", await TagsAsync(stored, ann));
        await DoneAsync(stored, HttpMethod.Put, refs, $$"""{"value":[{"@odata.id":"tags({{one}})"}]}""");
        Assert.Equal("1", await TagsAsync(stored, ann));
        await DoneAsync(stored, HttpMethod.Delete, $"/api/data/people({ann})/tags({one})/$ref", null);
        Assert.Equal("", await TagsAsync(stored, ann));
    }

    [Fact]
    public async Task References_OfLookups_SetThem()
    {
        await using var stored = await StartAsync();
        var (ann, pass) = (await stored.AddAsync("person", ("name", "Ann")), await stored.AddAsync("pass", ("code", "P")));

        await DoneAsync(stored, HttpMethod.Put, $"/api/data/people({ann})/pass/$ref", $$"""{"@odata.id":"passes({{pass}})"}""");
        Assert.Equal(ann, (await stored.Host.GetJsonAsync($"/api/data/passes({pass})")).GetProperty("person_id").GetGuid());
        await DoneAsync(stored, HttpMethod.Delete, $"/api/data/people({ann})/pass/$ref", null);
        Assert.Equal(JsonValueKind.Null, (await stored.Host.GetJsonAsync($"/api/data/passes({pass})")).GetProperty("person_id").ValueKind);
    }

    [Fact]
    public async Task Metadata_AndOpenApi_TellOfRelations()
    {
        await using var stored = await StartAsync();

        var xml = await (await stored.Host.GetAsync("/api/data/$metadata")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var api = await stored.Host.GetJsonAsync("/api/openapi.json");

        Assert.Contains("<NavigationProperty Name=\"tags\" Type=\"Collection(crm.tag)\" />", xml, StringComparison.Ordinal);
        Assert.Contains("<NavigationProperty Name=\"pass\" Type=\"crm.pass\" />", xml, StringComparison.Ordinal);
        Assert.Contains("<NavigationPropertyBinding Path=\"tags\" Target=\"tags\" />", xml, StringComparison.Ordinal);
        Assert.True(api.GetProperty("paths").TryGetProperty("/api/data/people/{id}/tags", out var tags));
        Assert.True(tags.TryGetProperty("get", out _));
        Assert.True(api.GetProperty("paths").TryGetProperty("/api/data/people/{id}/tags/$ref", out var references));
        Assert.True(references.TryGetProperty("post", out _));
        Assert.Equal("array", api.GetProperty("components").GetProperty("schemas").GetProperty("bill").GetProperty("properties").GetProperty("lines").GetProperty("type").GetString());
    }

    [Theory]
    [InlineData(5, HttpStatusCode.OK)]
    [InlineData(6, HttpStatusCode.BadRequest)]
    [InlineData(24, HttpStatusCode.BadRequest)]
    public async Task Filter_GoesOverRelationsOfRelations_AsDeepAsADatabaseCan(int depth, HttpStatusCode expected)
    {
        await using var stored = await StartAsync();
        await TaggedAsync(stored);
        var filter = "name ne 'x'";
        for (var level = depth; level > 0; level--)
            filter = $"{(level % 2 == 0 ? "people" : "tags")}/any(v{level}: v{level}/{filter})";

        using var answer = await stored.Host.Client.GetAsync(new Uri($"/api/data/people?$filter={Uri.EscapeDataString(filter)}", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(expected, answer.StatusCode);
    }

    private static Task<StoredApiHost> StartAsync() => StoredApiHost.StartDefinedAsync(("entity", Person), ("entity", Tag), ("entity", Pass), ("entity", Bill), ("entity", Line));

    /// <summary>Ann is VIP and old, with a pass and a bill; Bob has nothing.</summary>
    private static async Task<(Guid Ann, Guid Bob)> TaggedAsync(StoredApiHost stored)
    {
        var (ann, bob) = (await stored.AddAsync("person", ("name", "Ann")), await stored.AddAsync("person", ("name", "Bob")));
        await stored.AddAsync("person_tags", ("person_id", ann), ("tag_id", await stored.AddAsync("tag", ("name", "VIP"))), ("weight", 7L));
        await stored.AddAsync("person_tags", ("person_id", ann), ("tag_id", await stored.AddAsync("tag", ("name", "Old"))));
        await stored.AddAsync("pass", ("code", "P1"), ("person_id", ann));
        await stored.AddAsync("line", ("bill_id", await stored.AddAsync("bill", ("name", "B"), ("person_id", ann))), ("text", "a"), ("amount", 3L));
        return (ann, bob);
    }

    private static async Task<Guid> MadeAsync(StoredApiHost stored, string address, string body)
    {
        using var response = await stored.Host.PostAsync(address, Responses.Json(body));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return (await response.JsonAsync()).GetProperty("id").GetGuid();
    }

    private static async Task DoneAsync(StoredApiHost stored, HttpMethod method, string address, string? body, HttpStatusCode status = HttpStatusCode.NoContent)
    {
        using var response = await stored.Host.SendAsync(method, address, body);
        Assert.True(response.StatusCode == status, $"{response.StatusCode}: {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
    }

    private static async Task<string> TagsAsync(StoredApiHost stored, Guid person) => Names(await stored.Host.GetJsonAsync($"/api/data/people({person})/tags?$orderby=name"), "value");

    private static string Names(JsonElement json, string list, string field = "name", bool reverse = false)
    {
        var names = json.GetProperty(list).EnumerateArray().Select(r => r.GetProperty(field).GetString());
        return string.Join(',', reverse ? names.Reverse() : names);
    }
}
