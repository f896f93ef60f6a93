using System.Net;
using System.Text.Json;
using Crm.Platform.Api.Tests.Hosting;

namespace Crm.Platform.Api.Tests.Data;

/// <summary>Records addressed by a key, and upsert by it.</summary>
public sealed class KeyAddressTests
{
    [Fact]
    public async Task Get_FindsTheRecord_WhateverTheCase()
    {
        await using var stored = await StartAsync();
        var id = await stored.AddAsync("contact", ("last_name", "O'Hara"), ("email", "Scarlett@tara.example"));

        var found = await stored.Host.GetJsonAsync("/api/data/contacts(email='scarlett@TARA.example')?$select=last_name,id");

        Assert.Equal((id, "O'Hara"), (found.GetProperty("id").GetGuid(), found.GetProperty("last_name").GetString()));
    }

    [Theory]
    [InlineData("email='none@tara.example'", HttpStatusCode.NotFound, "record.unknown")]
    [InlineData("last_name='O''Hara'", HttpStatusCode.BadRequest, "record.key")]
    [InlineData("emial='x'", HttpStatusCode.BadRequest, "record.key")]
    [InlineData("email='a',email='b'", HttpStatusCode.BadRequest, "record.key")]
    [InlineData("email='open", HttpStatusCode.BadRequest, "record.key")]
    [InlineData("email=", HttpStatusCode.NotFound, "record.unknown")]
    [InlineData("email=3", HttpStatusCode.BadRequest, "record.key")]
    [InlineData("email='a',", HttpStatusCode.BadRequest, "record.key")]
    [InlineData("email='a%252Fb'", HttpStatusCode.BadRequest, "record.key")]
    public async Task Get_IsRefused_WhenTheKeyIsNone(string key, HttpStatusCode status, string code)
    {
        await using var stored = await StartAsync();

        using var response = await stored.Host.GetAsync($"/api/data/contacts({key})");

        Assert.Equal((status, code), (response.StatusCode, (await response.JsonAsync()).GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Patch_CreatesThenChanges_WhenSentTwice()
    {
        await using var stored = await StartAsync();

        using var first = await PatchAsync(stored, "email='new@x.example'", """{"last_name":"New"}""");
        using var second = await PatchAsync(stored, "email='NEW@x.example'", """{"first_name":"Nina"}""");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        var (made, changed) = (await first.JsonAsync(), await second.JsonAsync());
        Assert.EndsWith($"/api/data/contacts({made.GetProperty("id").GetGuid()})", first.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(made.GetProperty("id").GetGuid(), changed.GetProperty("id").GetGuid());
        Assert.Equal(("New", "Nina", "new@x.example"), (changed.GetProperty("last_name").GetString(), changed.GetProperty("first_name").GetString(), changed.GetProperty("email").GetString()));
    }

    [Fact]
    public async Task Patch_IsRefused_WhenTheBodyNamesAnotherKey()
    {
        await using var stored = await StartAsync();

        using var response = await PatchAsync(stored, "email='a@x.example'", """{"last_name":"A","email":"b@x.example"}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("email", (await response.JsonAsync()).GetProperty("errors")[0].GetProperty("path").GetString());
    }

    [Fact]
    public async Task Patch_NeedsARecord_WhenAVersionIsExpected()
    {
        await using var stored = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Patch, "/api/data/contacts(email='a@x.example')") { Content = Json("""{"last_name":"A"}""") };
        request.Headers.TryAddWithoutValidation("If-Match", "*");

        using var response = await stored.Host.SendAsync(request);

        Assert.Equal(HttpStatusCode.PreconditionFailed, response.StatusCode);
        Assert.Equal("", await stored.NamesAsync("$orderby=last_name"));
    }

    [Fact]
    public async Task Patch_MakesOneRecord_WhenManySendItAtOnce()
    {
        await using var stored = await StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => PatchAsync(stored, "email='race@x.example'", JsonSerializer.Serialize(new { last_name = $"R{i}" }))));

        Assert.Equal(1, answers.Count(a => a.StatusCode == HttpStatusCode.Created));
        Assert.Equal(7, answers.Count(a => a.StatusCode == HttpStatusCode.OK));
        Assert.Equal(1, (await stored.Host.GetJsonAsync("/api/data/contacts?$count=true")).GetProperty("@odata.count").GetInt32());
    }

    [Fact]
    public async Task Delete_AndOwnAddresses_TakeAKey()
    {
        await using var stored = await StartAsync();
        await stored.AddAsync("contact", ("last_name", "Gone"), ("email", "g@x.example"));

        using var deleted = await stored.Host.DeleteAsync("/api/data/contacts(email='g@x.example')");

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal("", await stored.NamesAsync("$orderby=last_name"));
    }

    private static Task<HttpResponseMessage> PatchAsync(StoredApiHost stored, string key, string json) => stored.Host.PatchAsync($"/api/data/contacts({key})", Json(json));

    private static StringContent Json(string json) => new(json, System.Text.Encoding.UTF8, "application/json");

    private static Task<StoredApiHost> StartAsync() => StoredApiHost.StartAsync(Model.User, Model.Account, Model.Contact with { Keys = [["email"]] });
}
