using System.Net;
using System.Net.Http.Headers;
using Crm.Platform.Api.Tests.Hosting;

namespace Crm.Platform.Api.Tests.Data;

public sealed class RecordTests
{
    [Theory]
    [InlineData("/api/data/contacts({0})")]
    [InlineData("/api/data/contacts/{0}")]
    [InlineData("/api/data/contacts('{0}')")]
    [InlineData("/api/data/contacts(id={0})")]
    public async Task Get_AnswersRecordWithETag_InEveryForm(string form)
    {
        await using var host = await ApiHost.StartAsync();
        var contact = host.Records.Add("contact", r => r["last_name"] = "Ng");

        using var response = await host.GetAsync(string.Format(null, form, contact.Id));

        Assert.Equal("W/\"1\"", response.Headers.ETag?.ToString());
        var record = await response.JsonAsync();
        Assert.Equal("Ng", record.GetProperty("last_name").GetString());
        Assert.Equal("http://localhost/api/data/$metadata#contacts/$entity", record.GetProperty("@odata.context").GetString());
    }

    [Fact]
    public async Task Get_ExpandsAndSelects_WhenAsked()
    {
        await using var host = await ApiHost.StartAsync();
        var account = host.Records.Add("account", r => r["name"] = "Acme");
        var contact = host.Records.Add("contact", r => r["account_id"] = account.Id);

        var record = await host.GetJsonAsync($"/api/data/contacts({contact.Id})?$select=id&$expand=account($select=name)");

        Assert.Equal("Acme", record.GetProperty("account").GetProperty("name").GetString());
        Assert.False(record.TryGetProperty("last_name", out _));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"last_name\":\"Ng\"}")]
    public async Task Patch_GivesNothingBack_WhenTheCallerMayOnlyWrite(string body)
    {
        await using var host = await ApiHost.StartAsync();
        var contact = host.Records.Add("contact", r => r["email"] = "secret@example.org");
        host.Client.DefaultRequestHeaders.Remove("X-Rights");
        host.Client.DefaultRequestHeaders.Add("X-Rights", "Write");

        using var response = await host.PatchAsync($"/api/data/contacts({contact.Id})?$expand=account", new StringContent(body, null, "application/json"));

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Get_Is304_WhenTagIsCurrent()
    {
        await using var host = await ApiHost.StartAsync();
        var contact = host.Records.Add("contact");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/data/contacts/{contact.Id}");
        request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse("W/\"1\""));

        using var response = await host.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
    }

    [Theory]
    [InlineData("/api/data/contacts(0197f3a0-5c1e-7d42-9b6f-3f0d8f6d2a10)", "record.unknown")]
    [InlineData("/api/data/contact", "entity.not_found")]
    [InlineData("/api/data/contacts/x", "request.not_found")]
    [InlineData("/api/data/contacts(x)", "request.not_found")]
    [InlineData("/api/data/contacts(0197f3a0-5c1e-7d42-9b6f-3f0d8f6d2a10)/nope", "request.not_found")]
    [InlineData("/api/nope", "request.not_found")]
    public async Task Get_Is404_WhenThereIsNothing(string address, string code)
    {
        await using var host = await ApiHost.StartAsync();

        using var response = await host.GetAsync(address);

        await response.ProblemAsync(HttpStatusCode.NotFound, code);
    }

    [Fact]
    public async Task Post_Is201WithLocation_WhenValid()
    {
        await using var host = await ApiHost.StartAsync();

        using var response = await host.PostAsync("/api/data/contacts", Responses.Json("""{"last_name":"Ng","age":41,"revenue":10.25,"active":true,"birthdate":"1990-01-02","seen_at":"2026-01-02T03:04:05+01:00","status":"won","email":null}"""));

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var record = await response.JsonAsync();
        Assert.Equal($"http://localhost/api/data/contacts({record.GetProperty("id").GetString()})", response.Headers.Location?.ToString());
        Assert.Equal("W/\"1\"", response.Headers.ETag?.ToString());
        Assert.Equal("2026-01-02T02:04:05Z", record.GetProperty("seen_at").GetString());
        Assert.Equal(41, record.GetProperty("age").GetInt32());
    }

    [Fact]
    public async Task Post_Is204WithEntityId_WhenMinimalIsPreferred()
    {
        await using var host = await ApiHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/data/contacts") { Content = Responses.Json("""{"last_name":"Ng"}""") };
        request.Headers.Add("Prefer", "return=minimal");

        using var response = await host.SendAsync(request);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal("return=minimal", Assert.Single(response.Headers.GetValues("Preference-Applied")));
        Assert.Equal(response.Headers.Location?.ToString(), Assert.Single(response.Headers.GetValues("OData-EntityId")));
        Assert.Equal("", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("account@odata.bind", "accounts({0})")]
    [InlineData("account@odata.bind", "http://localhost/api/data/accounts({0})")]
    [InlineData("account_id", "{0}")]
    public async Task Post_SetsLookup_InEveryForm(string member, string form)
    {
        await using var host = await ApiHost.StartAsync();
        var account = host.Records.Add("account");

        using var response = await host.PostAsync("/api/data/contacts", Responses.Json($$"""{"@odata.type":"#crm.contact","last_name":"Ng","{{member}}":"{{string.Format(null, form, account.Id)}}"}"""));

        Assert.Equal(account.Id, (await response.JsonAsync()).GetProperty("account_id").GetGuid());
    }

    [Fact]
    public async Task Post_NamesEveryProblem_WhenSeveral()
    {
        await using var host = await ApiHost.StartAsync();

        using var response = await host.PostAsync("/api/data/contacts", Responses.Json(
            """{"last_nam":"x","age":"old","created_at":"2026-01-01T00:00:00Z","id":"0197f3a0-5c1e-7d42-9b6f-3f0d8f6d2a10","full_name":"x","account":{"name":"x"},"account@odata.bind":"leads(1)","active":true,"active":false}"""));

        var problem = await response.ProblemAsync(HttpStatusCode.UnprocessableEntity, "record.invalid");
        Assert.Equal(["last_nam", "age", "created_at", "id", "full_name", "account", "account@odata.bind", "active"], problem.Paths());
        Assert.Equal("Did you mean 'last_name'?", problem.GetProperty("errors")[0].GetProperty("hint").GetString());
    }

    [Theory]
    [InlineData("", "request.json")]
    [InlineData("{", "request.json")]
    [InlineData("{\"last_name\":'x'}", "request.json")]
    [InlineData("{\"last_name\":\"x\",}", "request.json")]
    [InlineData("\u0000", "request.json")]
    [InlineData("[]", "request.not_an_object")]
    [InlineData("null", "request.not_an_object")]
    [InlineData("\"text\"", "request.not_an_object")]
    public async Task Post_Is400_WhenBodyIsNoObject(string body, string code)
    {
        await using var host = await ApiHost.StartAsync();

        using var response = await host.PostAsync("/api/data/contacts", Responses.Json(body));

        await response.ProblemAsync(HttpStatusCode.BadRequest, code);
    }

    [Theory]
    [InlineData("7B226C6173745F6E616D65223A22C328227D")] // broken UTF-8 in a value
    [InlineData("7B226C6173745F6E616D65223A225C7564383030227D")] // half a surrogate pair in a value
    [InlineData("7B225C7544383030223A317D")] // and in a name
    public async Task Post_Is400_WhenTextIsNotUnicode(string hex)
    {
        await using var host = await ApiHost.StartAsync();
        using var content = new ByteArrayContent(Convert.FromHexString(hex));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        using var response = await host.PostAsync("/api/data/contacts", content);

        await response.ProblemAsync(HttpStatusCode.BadRequest, "request.json");
    }

    [Fact]
    public async Task Post_SaysLineAndColumn_WhenBodyIsNoJson()
    {
        await using var host = await ApiHost.StartAsync();

        using var response = await host.PostAsync("/api/data/contacts", Responses.Json("{\n  \"last_name\": oops\n}"));

        Assert.Contains("line 2, column 16", (await response.JsonAsync()).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Post_Is400_WhenNestedTooDeep()
    {
        await using var host = await ApiHost.StartAsync();

        using var response = await host.PostAsync("/api/data/contacts", Responses.Json($$"""{"x":{{new string('[', 200)}}{{new string(']', 200)}}}"""));

        await response.ProblemAsync(HttpStatusCode.BadRequest, "request.json");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=latin1")]
    [InlineData(null)]
    public async Task Post_Is415_WhenBodyIsNotJson(string? type)
    {
        await using var host = await ApiHost.StartAsync();
        using var content = new ByteArrayContent("{\"last_name\":\"x\"}"u8.ToArray());
        if (type is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", type);

        using var response = await host.PostAsync("/api/data/contacts", content);

        await response.ProblemAsync(HttpStatusCode.UnsupportedMediaType, "request.media_type");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Post_Is413_WhenBodyIsTooLarge(bool chunked)
    {
        await using var host = await ApiHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/data/contacts") { Content = Responses.Json($$"""{"last_name":"{{new string('x', 1024 * 1024)}}"}""") };
        request.Headers.TransferEncodingChunked = chunked;

        using var response = await host.SendAsync(request);

        await response.ProblemAsync(HttpStatusCode.RequestEntityTooLarge, "request.too_large");
    }

    [Theory]
    [InlineData("W/\"1\"", HttpStatusCode.OK)]
    [InlineData("\"1\"", HttpStatusCode.OK)]
    [InlineData("*", HttpStatusCode.OK)]
    [InlineData("W/\"7\", W/\"1\"", HttpStatusCode.OK)]
    [InlineData("W/\"2\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("W/\"2\", W/\"3\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("nonsense", HttpStatusCode.PreconditionFailed)]
    public async Task Patch_ObeysIfMatch(string tag, HttpStatusCode status)
    {
        await using var host = await ApiHost.StartAsync();
        var contact = host.Records.Add("contact", r => r["last_name"] = "Ng");
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/data/contacts({contact.Id})") { Content = Responses.Json("""{"last_name":"Oz","age":null}""") };
        request.Headers.TryAddWithoutValidation("If-Match", tag);

        using var response = await host.SendAsync(request);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(status == HttpStatusCode.OK ? "Oz" : "Ng", host.Records[contact.Id]["last_name"]);
        if (status == HttpStatusCode.OK)
            Assert.Equal("W/\"2\"", response.Headers.ETag?.ToString());
        else
            await response.ProblemAsync(HttpStatusCode.PreconditionFailed, "record.stale");
    }

    [Fact]
    public async Task Patch_TakesBackWhatAListRowCarries_WhenOnlyAnnotationsAreAdded()
    {
        await using var host = await ApiHost.StartAsync();
        var contact = host.Records.Add("contact", r => r["last_name"] = "Ng");

        using var response = await host.PatchAsync($"/api/data/contacts/{contact.Id}", Responses.Json("""{"@odata.etag":"W/\"1\"","@odata.context":"x","last_name":"Oz"}"""));

        Assert.Equal("Oz", (await response.JsonAsync()).GetProperty("last_name").GetString());
    }

    [Fact]
    public async Task Delete_GoesToTrashAndBack()
    {
        await using var host = await ApiHost.StartAsync();
        var contact = host.Records.Add("contact");

        using var deleted = await host.DeleteAsync($"/api/data/contacts/{contact.Id}");
        using var gone = await host.GetAsync($"/api/data/contacts({contact.Id})");
        using var restored = await host.PostAsync($"/api/data/contacts/{contact.Id}/restore", null);
        using var again = await host.PostAsync($"/api/data/contacts({contact.Id})/restore", null);

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Equal(HttpStatusCode.OK, restored.StatusCode);
        Assert.Equal(contact.Id, (await restored.JsonAsync()).GetProperty("id").GetGuid());
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task Delete_Is412_WhenTagIsStale()
    {
        await using var host = await ApiHost.StartAsync();
        var contact = host.Records.Add("contact");
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/api/data/contacts/{contact.Id}");
        request.Headers.TryAddWithoutValidation("If-Match", "W/\"9\"");

        using var response = await host.SendAsync(request);

        await response.ProblemAsync(HttpStatusCode.PreconditionFailed, "record.stale");
    }

    [Fact]
    public async Task SqlWords_WorkAsNames()
    {
        await using var host = await ApiHost.StartAsync();
        using var created = await host.PostAsync("/api/data/orders", Responses.Json("""{"group":"a","from":"2026-01-01","case":3}"""));

        var list = await host.GetJsonAsync("/api/data/orders?$filter=group eq 'a' and from gt 2025-01-01 and case eq 3 and user/name eq null&$orderby=case desc,from&$select=group,case&$expand=user");

        Assert.Equal("a", list.GetProperty("value")[0].GetProperty("group").GetString());
    }

    [Fact]
    public async Task Documents_DescribeTheModel()
    {
        await using var host = await ApiHost.StartAsync();

        var service = await host.GetJsonAsync("/api/data/");
        var xml = await host.GetStringAsync("/api/data/$metadata");
        var json = await host.GetJsonAsync("/api/data/$metadata?$format=json");

        Assert.Contains(service.GetProperty("value").EnumerateArray(), e => e.GetProperty("url").GetString() == "contacts");
        var type = System.Xml.Linq.XDocument.Parse(xml).Descendants().Single(e => e.Name.LocalName == "EntityType" && e.Attribute("Name")?.Value == "contact");
        Assert.Contains(type.Elements(), e => e.Attribute("Name")?.Value == "account" && e.Name.LocalName == "NavigationProperty");
        Assert.Equal("EntityType", json.GetProperty("crm").GetProperty("contact").GetProperty("$Kind").GetString());
    }
}
