using System.Net;
using System.Text;
using System.Text.Json;
using Crm.Platform.Api.Tests.Hosting;

namespace Crm.Platform.Api.Tests.Batch;

public sealed class BatchTests
{
    [Fact]
    public async Task Requests_AreAnsweredInOrder_AsIfSentAlone()
    {
        await using var stored = await StoredApiHost.StartAsync();
        var id = await stored.AddAsync("account", ("name", "Acme"));

        var answers = await SendAsync(stored, $$$"""
            {"requests":[
              {"id":"a","method":"GET","url":"accounts({{{id}}})"},
              {"id":"b","method":"get","url":"/api/data/accounts?$count=true&$select=name","headers":{"Prefer":"odata.maxpagesize=5"}},
              {"id":"c","method":"PATCH","url":"http://localhost/api/data/accounts({{{id}}})","headers":{"If-Match":"W/\"1\""},"body":{"industry":"Steel"}},
              {"id":"d","method":"DELETE","url":"accounts/{{{id}}}"}
            ]}
            """);

        Assert.Equal(["a 200", "b 200", "c 200", "d 204"], answers.Select(Line));
        Assert.Equal("Acme", answers[0].GetProperty("body").GetProperty("name").GetString());
        Assert.Equal(1, answers[1].GetProperty("body").GetProperty("@odata.count").GetInt32());
        Assert.Equal("W/\"2\"", answers[2].GetProperty("headers").GetProperty("ETag").GetString());
        Assert.False(answers[3].TryGetProperty("body", out _));
    }

    [Fact]
    public async Task Group_IsKeptAsAWhole_WithReferencesInside()
    {
        await using var stored = await StoredApiHost.StartAsync();

        var answers = await SendAsync(stored, """
            {"requests":[
              {"id":"1","atomicityGroup":"g","method":"POST","url":"accounts","body":{"name":"Made"}},
              {"id":"2","atomicityGroup":"g","method":"POST","url":"contacts","body":{"last_name":"Inside","account@odata.bind":"$1"}},
              {"id":"3","atomicityGroup":"g","method":"PATCH","url":"$1","body":{"industry":"Steel"}},
              {"id":"4","dependsOn":["g"],"method":"GET","url":"contacts?$filter=account/industry eq 'Steel'&$select=last_name"}
            ]}
            """);

        Assert.Equal(["1 201", "2 201", "3 200", "4 200"], answers.Select(Line));
        Assert.Equal("Inside", answers[3].GetProperty("body").GetProperty("value")[0].GetProperty("last_name").GetString());
    }

    [Fact]
    public async Task Group_LeavesNothing_WhenOneOfItFails()
    {
        await using var stored = await StoredApiHost.StartAsync();

        var answers = await SendAsync(stored, """
            {"requests":[
              {"id":"1","atomicityGroup":"g","method":"POST","url":"contacts","body":{"last_name":"First"}},
              {"id":"2","atomicityGroup":"g","method":"POST","url":"contacts","body":{"first_name":"no last name"}},
              {"id":"3","atomicityGroup":"g","method":"POST","url":"contacts","body":{"last_name":"Third"}},
              {"id":"4","dependsOn":["g"],"method":"POST","url":"contacts","body":{"last_name":"Depends"}},
              {"id":"5","method":"POST","url":"contacts","body":{"last_name":"Apart"}}
            ]}
            """, "odata.continue-on-error");

        Assert.Equal(["1 424", "2 422", "3 424", "4 424", "5 201"], answers.Select(Line));
        Assert.Equal("last_name", answers[1].GetProperty("body").GetProperty("errors")[0].GetProperty("path").GetString());
        Assert.Equal("Apart", await stored.NamesAsync("$orderby=last_name"));
    }

    [Fact]
    public async Task Batch_StopsAtTheFirstFailure_UnlessAskedToGoOn()
    {
        await using var stored = await StoredApiHost.StartAsync();

        var answers = await SendAsync(stored, """
            {"requests":[
              {"id":"1","method":"POST","url":"contacts","body":{"last_name":"Kept"}},
              {"id":"2","method":"GET","url":"nothings"},
              {"id":"3","method":"POST","url":"contacts","body":{"last_name":"Never"}}
            ]}
            """);

        Assert.Equal(["1 201", "2 404"], answers.Select(Line));
        Assert.Equal("Kept", await stored.NamesAsync("$orderby=last_name"));
    }

    [Theory]
    [InlineData("GET", "contacts")]
    [InlineData("POST", "contacts/bulk")]
    [InlineData("PATCH", "contacts(email='a@b.example')")]
    [InlineData("POST", "contacts?$expand=account")]
    [InlineData("POST", "contacts?%24%65xpand=account")]
    [InlineData("POST", "contacts(email='a@b.example')/restore")]
    [InlineData("POST", "contacts/0190f3a0-0000-7000-8000-000000000001/shares")]
    public async Task Group_TakesSingleWritesOnly(string method, string url)
    {
        await using var stored = await StoredApiHost.StartAsync();

        var answers = await SendAsync(stored, JsonSerializer.Serialize(new { requests = new[] { new { id = "1", atomicityGroup = "g", method, url, body = new { last_name = "X" } } } }));

        Assert.Equal("batch.group", Assert.Single(answers).GetProperty("body").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("http://elsewhere.example/api/data/contacts")]
    [InlineData("/api/metadata/draft")]
    [InlineData("../metadata/draft")]
    [InlineData("$9")]
    [InlineData("//elsewhere.example/api/data/contacts")]
    public async Task Request_StaysBelowTheData(string url)
    {
        await using var stored = await StoredApiHost.StartAsync();

        var answers = await SendAsync(stored, JsonSerializer.Serialize(new { requests = new[] { new { id = "1", method = "GET", url } } }));

        Assert.Equal("batch.reference", Assert.Single(answers).GetProperty("body").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("[]", "requests")]
    [InlineData("""{"requests":[{"id":"1","url":"contacts"}]}""", "requests[0]")]
    [InlineData("""{"requests":[{"id":"1","method":"PUT","url":"contacts"}]}""", "requests[0].method")]
    [InlineData("""{"requests":[{"id":"1","method":"GET","url":"contacts","if":"$2"}]}""", "requests[0].if")]
    [InlineData("""{"requests":[{"id":"1","method":"GET","url":"contacts"},{"id":"1","method":"GET","url":"contacts"}]}""", "requests[1].id")]
    [InlineData("""{"requests":[{"id":"1","method":"GET","url":"contacts","dependsOn":["2"]},{"id":"2","method":"GET","url":"contacts"}]}""", "requests[0].dependsOn")]
    [InlineData("""{"requests":[{"id":"1","method":"POST","url":"x","atomicityGroup":"g"},{"id":"2","method":"GET","url":"x"},{"id":"3","method":"POST","url":"x","atomicityGroup":"g"}]}""", "requests[2].atomicityGroup")]
    public async Task Batch_IsRefusedAsAWhole_WhenItCannotBeUnderstood(string body, string path)
    {
        await using var stored = await StoredApiHost.StartAsync();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using var response = await stored.Host.PostAsync("/api/data/$batch", content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(path, (await response.JsonAsync()).GetProperty("errors")[0].GetProperty("path").GetString());
    }

    [Theory]
    [InlineData("contacts/export")]
    [InlineData("contacts/export?format=json&$top=1")]
    public async Task Export_IsNotKeptInABatch_ForItMayBeOfAnySize(string url)
    {
        await using var stored = await StoredApiHost.StartAsync();

        var answers = await SendAsync(stored, JsonSerializer.Serialize(new { requests = new[] { new { id = "1", method = "GET", url } } }));

        Assert.Equal("batch.export", Assert.Single(answers).GetProperty("body").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Nested_BatchIsNothing()
    {
        await using var stored = await StoredApiHost.StartAsync();

        var answers = await SendAsync(stored, """{"requests":[{"id":"1","method":"POST","url":"$batch","body":{"requests":[]}},{"id":"2","method":"POST","url":"/api/data/$batch","body":{"requests":[]}}]}""", "continue-on-error=true");

        Assert.All(answers, answer => Assert.True(answer.GetProperty("status").GetInt32() is 400 or 404));
        Assert.Equal(2, answers.Length);
    }

    private static string Line(JsonElement answer) => $"{answer.GetProperty("id").GetString()} {answer.GetProperty("status").GetInt32()}";

    private static async Task<JsonElement[]> SendAsync(StoredApiHost stored, string body, string? prefer = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/data/$batch") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (prefer is not null)
            request.Headers.Add("Prefer", prefer);
        using var response = await stored.Host.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return [.. (await response.JsonAsync()).GetProperty("responses").EnumerateArray()];
    }
}
