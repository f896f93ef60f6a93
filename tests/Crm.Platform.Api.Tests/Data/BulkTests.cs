using System.Net;
using System.Text;
using System.Text.Json;
using Crm.Platform.Api.Tests.Hosting;

namespace Crm.Platform.Api.Tests.Data;

/// <summary>Many records in one call.</summary>
public sealed class BulkTests
{
    [Theory]
    [InlineData("application/json", """[{"last_name":"A"},{"first_name":"no name"},{"last_name":"C","age":"old"},5,{"last_name":"D"}]""")]
    [InlineData("application/x-ndjson", "{\"last_name\":\"A\"}\r\n{\"first_name\":\"no name\"}\n{\"last_name\":\"C\",\"age\":\"old\"}\n5\n\n{\"last_name\":\"D\"}\n")]
    public async Task GoodRowsLand_AndBadOnesAreTold(string type, string body)
    {
        await using var stored = await StartAsync();

        var rows = await BulkAsync(stored, "", type, body);

        Assert.Equal(["0 id", "1 last_name", "2 age", "3 ", "4 id"], rows.Select(r => $"{r.GetProperty("index")} {(r.TryGetProperty("id", out _) ? "id" : r.GetProperty("errors")[0].GetProperty("path").GetString())}"));
        Assert.Equal("A D", await stored.NamesAsync("$orderby=last_name"));
    }

    [Fact]
    public async Task BrokenLine_IsToldAsARow()
    {
        await using var stored = await StartAsync();

        var rows = await BulkAsync(stored, "?mode=create", "application/x-ndjson", "{\"last_name\":\"A\"}\n{\"last_name\":\n{\"last_name\":\"C\"}");

        Assert.Equal("request.json", rows[1].GetProperty("errors")[0].GetProperty("code").GetString());
        Assert.Equal("A C", await stored.NamesAsync("$orderby=last_name"));
    }

    [Fact]
    public async Task Upsert_ChangesWhatIsThere_AndCreatesTheRest()
    {
        await using var stored = await StartAsync();
        var there = await stored.AddAsync("contact", ("last_name", "Old"), ("email", "there@x.example"));
        const string Body = """
            [{"email":"THERE@x.example","last_name":"Changed"},
             {"email":"new@x.example","last_name":"New"},
             {"last_name":"Keyless"},
             {"email":"new@x.example","first_name":"Again"},
             {"email":"bad@x.example","age":3},
             {"email":"bad@x.example","last_name":"Good"}]
            """;

        var rows = await BulkAsync(stored, "?mode=upsert&key=email", "application/json", Body);

        Assert.Equal(["False", "True", "email", "False", "last_name", "True"], rows.Select(r => r.TryGetProperty("created", out var created) ? created.GetBoolean().ToString() : r.GetProperty("errors")[0].GetProperty("path").GetString()));
        Assert.Equal(there, rows[0].GetProperty("id").GetGuid());
        Assert.Equal(rows[1].GetProperty("id").GetGuid(), rows[3].GetProperty("id").GetGuid());
        Assert.Equal("Changed Good New", await stored.NamesAsync("$orderby=last_name"));
        Assert.Equal("New", await stored.NamesAsync("$filter=first_name eq 'Again'"));
    }

    [Theory]
    [InlineData("?mode=upsert", "application/json", "[]", "bulk.key")]
    [InlineData("?mode=upsert&key=last_name", "application/json", "[{}]", "record.key")]
    [InlineData("?mode=upsert&key=nothing", "application/json", "[{}]", "record.key")]
    [InlineData("?mode=replace", "application/json", "[]", "bulk.mode")]
    [InlineData("?key=email", "application/json", "[]", "bulk.key")]
    [InlineData("", "application/json", "{}", "request.not_an_array")]
    [InlineData("", "application/json", "[{\"last_name\":\"A\"}", "request.json")]
    public async Task Request_IsRefusedAsAWhole_WhenItCannotBeUnderstood(string query, string type, string body, string code)
    {
        await using var stored = await StartAsync();

        using var response = await SendAsync(stored, query, type, body);

        Assert.Equal((HttpStatusCode.BadRequest, code), (response.StatusCode, (await response.JsonAsync()).GetProperty("code").GetString()));
        Assert.Equal("", await stored.NamesAsync("$orderby=last_name"));
    }

    [Fact]
    public async Task Request_IsRefused_WhenItHasTooManyRowsOrAnotherType()
    {
        await using var stored = await StartAsync();

        using var many = await SendAsync(stored, "", "application/x-ndjson", string.Concat(Enumerable.Repeat("{}\n", 10_001)));
        using var text = await SendAsync(stored, "", "text/plain", "[]");

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.UnsupportedMediaType), (many.StatusCode, text.StatusCode));
    }

    [Fact]
    public async Task Upsert_DecidesEveryRow_WhenOneKeyIsGivenManyTimes()
    {
        await using var stored = await StartAsync();

        var rows = await BulkAsync(stored, "?mode=upsert&key=email", "application/json", JsonSerializer.Serialize(Enumerable.Range(0, 40).Select(_ => new { email = "same@x.example", age = 3 })));

        Assert.All(rows, row => Assert.Equal("last_name", row.GetProperty("errors")[0].GetProperty("path").GetString()));
        Assert.Equal(40, rows.Length);
    }

    private static async Task<JsonElement[]> BulkAsync(StoredApiHost stored, string query, string type, string body)
    {
        using var response = await SendAsync(stored, query, type, body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return [.. (await response.JsonAsync()).GetProperty("value").EnumerateArray()];
    }

    private static async Task<HttpResponseMessage> SendAsync(StoredApiHost stored, string query, string type, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        return await stored.Host.PostAsync("/api/data/contacts/bulk" + query, content);
    }

    private static Task<StoredApiHost> StartAsync() => StoredApiHost.StartAsync(Model.User, Model.Account, Model.Contact with { Keys = [["email"]] });
}
