using System.Net;
using Crm.Platform.Abstractions;
using Crm.Platform.Api.Tests.Hosting;

namespace Crm.Platform.Api.Tests.Rights;

public sealed class RoleTests : IAsyncLifetime
{
    private const string Rep = """
        {"name":"rep","entities":{"contact":{"create":true,"read":"own","update":"own","fields":{"revenue":"hidden","age":"read"}},"user":{"read":true}}}
        """;

    private StoredApiHost _stored = null!;
    private Guid _ann;
    private Guid _bob;

    public async ValueTask InitializeAsync()
    {
        _stored = await StoredApiHost.StartWithRolesAsync([Rep], Model.User, Model.Account, Model.Contact);
        _ann = await _stored.AddAsync("user", ("name", "Ann"));
        _bob = await _stored.AddAsync("user", ("name", "Bob"));
    }

    public ValueTask DisposeAsync() => _stored.DisposeAsync();

    [Fact]
    public async Task Metadata_NamesOnlyWhatMayBeKnown()
    {
        var document = await TextAsync("GET", "/api/data/$metadata");
        var sets = await TextAsync("GET", "/api/data");

        Assert.Contains("Name=\"last_name\"", document, StringComparison.Ordinal);
        Assert.DoesNotContain("revenue", document, StringComparison.Ordinal);
        Assert.DoesNotContain("industry", document, StringComparison.Ordinal);
        Assert.Contains("<EntityType Name=\"account\"><Key><PropertyRef Name=\"id\" /></Key><Property Name=\"id\" Type=\"Edm.Guid\" Nullable=\"false\" /></EntityType>", document, StringComparison.Ordinal);
        Assert.Contains("contacts", sets, StringComparison.Ordinal);
        Assert.DoesNotContain("accounts", sets, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClosedSet_IsForbidden_AndItsRecordsUnknown()
    {
        var account = await _stored.AddAsync("account", ("name", "A"));

        await (await SendAsync("GET", "/api/data/accounts")).ProblemAsync(HttpStatusCode.Forbidden, "access.read");
        await (await SendAsync("GET", "/api/data/accounts/$count")).ProblemAsync(HttpStatusCode.Forbidden, "access.read");
        await (await SendAsync("POST", "/api/data/accounts", "{}")).ProblemAsync(HttpStatusCode.Forbidden, "access.create");
        await (await SendAsync("GET", $"/api/data/accounts/{account}")).ProblemAsync(HttpStatusCode.NotFound, "record.unknown");
        await (await SendAsync("PATCH", $"/api/data/accounts/{account}", "{}")).ProblemAsync(HttpStatusCode.NotFound, "record.unknown");
    }

    [Fact]
    public async Task Expand_OfAClosedEntity_IsNull_AndTheLookupAnId()
    {
        var account = await _stored.AddAsync("account", ("name", "Hidden"));
        await _stored.AddAsync("contact", ("last_name", "Mine"), ("account_id", account), (SystemFields.OwnerId, _ann));

        var list = await TextAsync("GET", "/api/data/contacts?$expand=account&$select=last_name,account_id");

        Assert.Contains($"\"account_id\":\"{account}\"", list, StringComparison.Ordinal);
        Assert.Contains("\"account\":null", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Share_IsMadeShownAndTakenBack()
    {
        var contact = await _stored.AddAsync("contact", ("last_name", "Mine"), (SystemFields.OwnerId, _ann));
        var shares = $"/api/data/contacts/{contact}/shares";
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync("GET", $"/api/data/contacts/{contact}", by: _bob)).StatusCode);

        using var made = await SendAsync("POST", shares, $$"""{"user":"{{_bob}}","access":"write"}""");
        var share = await made.JsonAsync();

        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Equal((_bob.ToString(), "write"), (share.GetProperty("user").GetString(), share.GetProperty("access").GetString()));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("PATCH", $"/api/data/contacts/{contact}", """{"first_name":"B"}""", _bob)).StatusCode);
        await (await SendAsync("GET", shares, by: _bob)).ProblemAsync(HttpStatusCode.Forbidden, "access.share");
        Assert.Equal(1, (await (await SendAsync("GET", shares)).JsonAsync()).GetProperty("value").GetArrayLength());

        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync("DELETE", $"{shares}/{share.GetProperty("id").GetString()}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync("GET", $"/api/data/contacts/{contact}", by: _bob)).StatusCode);
        await (await SendAsync("DELETE", $"{shares}?user={_bob}")).ProblemAsync(HttpStatusCode.NotFound, "share.unknown");
    }

    [Theory]
    [InlineData("{}", "user")]
    [InlineData("""{"user":"x"}""", "user")]
    [InlineData("""{"team":7}""", "team")]
    [InlineData("""{"user":"00000000-0000-7000-8000-000000000001"}""", "user")]
    [InlineData("""{"user":"00000000-0000-7000-8000-000000000001","access":"own"}""", "access")]
    [InlineData("""{"usr":1}""", "usr")]
    public async Task Share_IsRefused_AtTheMemberThatIsWrong(string body, string path)
    {
        var contact = await _stored.AddAsync("contact", ("last_name", "Mine"), (SystemFields.OwnerId, _ann));

        using var refused = await SendAsync("POST", $"/api/data/contacts/{contact}/shares", body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal([path], (await refused.JsonAsync()).Paths());
    }

    [Fact]
    public async Task Access_ExplainsInCodesAndWords()
    {
        var (mine, shared) = (await _stored.AddAsync("contact", ("last_name", "Mine"), (SystemFields.OwnerId, _ann)), await _stored.AddAsync("contact", ("last_name", "Shared"), (SystemFields.OwnerId, _bob)));
        await SendAsync("POST", $"/api/data/contacts/{shared}/shares", $$"""{"user":"{{_ann}}"}""", _bob);

        var own = await (await SendAsync("GET", $"/api/data/contacts/{mine}/access")).JsonAsync();
        var given = await (await SendAsync("GET", $"/api/data/contacts/{shared}/access")).JsonAsync();

        Assert.Equal((true, "access.own"), Of(own, "read"));
        Assert.Equal((true, "access.own"), Of(own, "update"));
        Assert.Equal((false, "access.none"), Of(own, "delete"));
        Assert.Equal((true, "access.share"), Of(given, "read"));
        Assert.Equal((false, "access.own"), Of(given, "update"));
        Assert.Equal("Role 'rep' covers own records; this one is not among them.", given.GetProperty("actions").GetProperty("update").GetProperty("reasons")[0].GetProperty("message").GetString());
        var fields = own.GetProperty("fields").EnumerateArray().ToDictionary(f => f.GetProperty("field").GetString()!, f => (f.GetProperty("read").GetBoolean(), f.GetProperty("write").GetBoolean()));
        Assert.Equal((true, false), fields["age"]);
        Assert.Equal((true, true), fields["last_name"]);
        Assert.DoesNotContain("revenue", fields.Keys);
        await (await SendAsync("GET", $"/api/data/contacts/{mine}/access?user={_bob}")).ProblemAsync(HttpStatusCode.Forbidden, "access.explain");
        await (await SendAsync("GET", $"/api/data/contacts/{mine}/access", by: _bob)).ProblemAsync(HttpStatusCode.NotFound, "record.unknown");
    }

    private static (bool, string?) Of(System.Text.Json.JsonElement explanation, string action)
    {
        var found = explanation.GetProperty("actions").GetProperty(action);
        return (found.GetProperty("allowed").GetBoolean(), found.GetProperty("reasons")[0].GetProperty("code").GetString());
    }

    private async Task<string> TextAsync(string method, string address) => await (await SendAsync(method, address)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private Task<HttpResponseMessage> SendAsync(string method, string address, string? body = null, Guid? by = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = body is null ? null : Responses.Json(body) };
        request.Headers.Add("X-Roles", "rep");
        request.Headers.Add("X-User", (by ?? _ann).ToString());
        return _stored.Host.SendAsync(request);
    }
}
