using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Crm.Testing.Platforms;

namespace Crm.Platform.Web.Tests.Admin;

public sealed class UserApiTests(TestHost host) : IClassFixture<TestHost>
{
    private static readonly Uri Users = new("/api/admin/users", UriKind.Relative);

    [Fact]
    public async Task Post_MakesAPersonWhoIsAlsoARecord()
    {
        using var client = await host.SignInAsync();

        using var answer = await client.PostAsJsonAsync(Users, new { email = "linus@example.com", name = "Linus Berg", password = "a long pass phrase", roles = new[] { "user" } });

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var made = await ReadAsync(answer);
        Assert.Equal(("linus@example.com", "Linus Berg", "user", true), ((string)made["email"]!, (string)made["name"]!, (string)made["roles"]![0]!, (bool)made["enabled"]!));
        var record = await client.GetFromJsonAsync<JsonObject>(new Uri($"/api/data/users({made["id"]})", UriKind.Relative));
        Assert.Equal("Linus Berg", (string)record!["name"]!);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(answer.Headers.Location)).StatusCode);
    }

    [Fact]
    public async Task Post_NamesEveryProblem_WhenThePersonIsIncomplete()
    {
        using var client = await host.SignInAsync();

        using var answer = await client.PostAsJsonAsync(Users, new { emial = "x", roles = "a", teams = new[] { "north" } });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(["emial", "email", "roles", "teams"], (await ReadAsync(answer))["errors"]!.AsArray().Select(e => (string)e!["path"]!).Order(StringComparer.Ordinal).OrderBy(p => p == "emial" ? 0 : 1));
    }

    [Fact]
    public async Task Post_LeavesNothingBehind_WhenATeamIsUnknown()
    {
        using var client = await host.SignInAsync();

        using var refused = await client.PostAsJsonAsync(Users, new { email = "half@example.com", name = "Half Made", teams = new[] { Guid.NewGuid() } });
        var people = await client.GetStringAsync(Users);
        var records = await client.GetStringAsync(new Uri("/api/data/users?$filter=name eq 'Half Made'&$count=true", UriKind.Relative));
        using var again = await client.PostAsJsonAsync(Users, new { email = "half@example.com", name = "Half Made" });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "teams"), (refused.StatusCode, (string)(await ReadAsync(refused))["errors"]![0]!["path"]!));
        Assert.DoesNotContain("half@example.com", people, StringComparison.Ordinal);
        Assert.Contains("\"@odata.count\":0", records, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
    }

    [Fact]
    public async Task Patch_DisablesAPerson_ButNeverTheLastAdministrator()
    {
        using var client = await host.SignInAsync();
        using var created = await client.PostAsJsonAsync(Users, new { email = "noor@example.com", name = "Noor Haddad", password = "a long pass phrase" });
        var noor = (string)(await ReadAsync(created))["id"]!;
        var admin = (string)(await client.GetFromJsonAsync<JsonObject>(Users))!["value"]!.AsArray().Single(u => (string)u!["roles"]![0]! == "admin")!["id"]!;

        using var disabled = await client.PatchAsJsonAsync(One(noor), new { enabled = false });
        using var refused = await client.PatchAsJsonAsync(One(admin), new { roles = new[] { "user" } });

        Assert.False((bool)(await ReadAsync(disabled))["enabled"]!);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
    }

    [Fact]
    public async Task Users_AreForbidden_WithoutTheRight()
    {
        using var reader = await host.SignInAsync("crm.read crm.write");
        using var stranger = host.CreateClient();

        Assert.Equal(HttpStatusCode.Forbidden, (await reader.GetAsync(Users)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync(Users)).StatusCode);
    }

    private static Uri One(string id) => new($"/api/admin/users/{id}", UriKind.Relative);

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
}
