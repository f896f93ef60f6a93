using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Crm.Testing.Platforms;

namespace Crm.Platform.Web.Tests.Admin;

public sealed class TeamApiTests(TestHost host) : IClassFixture<TestHost>
{
    private static readonly Uri Teams = new("/api/admin/teams", UriKind.Relative);
    private static readonly Uri Users = new("/api/admin/users", UriKind.Relative);

    [Fact]
    public async Task Team_IsMadeWithMembers_AndReadableAsARecord()
    {
        using var client = await host.SignInAsync();
        var ida = await PersonAsync(client, "ida@example.com");

        using var made = await client.PostAsJsonAsync(Teams, new { name = "North", description = "Up there", owner = ida, members = new[] { ida } });
        var team = await ReadAsync(made);

        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Equal(("North", "Up there", ida, ida), ((string)team["name"]!, (string)team["description"]!, (string)team["owner"]!, (string)team["members"]![0]!));
        Assert.Equal("North", (string)(await client.GetFromJsonAsync<JsonObject>(new Uri($"/api/data/teams({team["id"]})", UriKind.Relative)))!["name"]!);
        Assert.Equal((string)team["id"]!, (string)(await client.GetFromJsonAsync<JsonObject>(One(Users, ida)))!["teams"]![0]!);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(made.Headers.Location)).StatusCode);
    }

    [Fact]
    public async Task Person_IsPutIntoTeamsAndRoles()
    {
        using var client = await host.SignInAsync();
        var (south, west) = (await TeamAsync(client, "South"), await TeamAsync(client, "West"));

        using var made = await client.PostAsJsonAsync(Users, new { email = "per@example.com", name = "Per", roles = new[] { "user", "sales_rep" }, teams = new[] { south } });
        var per = await ReadAsync(made);
        using var moved = await client.PatchAsJsonAsync(One(Users, (string)per["id"]!), new { teams = new[] { west }, roles = new[] { "sales_rep" } });
        var after = await ReadAsync(moved);

        Assert.Equal(("sales_rep,user", south), (Joined(per["roles"]), Joined(per["teams"])));
        Assert.Equal(("sales_rep", west), (Joined(after["roles"]), Joined(after["teams"])));
    }

    [Fact]
    public async Task Person_IsRefused_WhenARoleOrTeamIsUnknown()
    {
        using var client = await host.SignInAsync();
        var eva = await PersonAsync(client, "eva@example.com");

        using var role = await client.PatchAsJsonAsync(One(Users, eva), new { roles = new[] { "nobody" } });
        using var team = await client.PatchAsJsonAsync(One(Users, eva), new { teams = new[] { Guid.NewGuid() } });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "roles"), (role.StatusCode, (string)(await ReadAsync(role))["errors"]![0]!["path"]!));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "teams"), (team.StatusCode, (string)(await ReadAsync(team))["errors"]![0]!["path"]!));
    }

    [Fact]
    public async Task Team_CannotBePartOfItself_TakeATakenName_OrBeWrittenAsARecord()
    {
        using var client = await host.SignInAsync();
        var upper = await TeamAsync(client, "Upper");
        using var lower = await client.PostAsJsonAsync(Teams, new { name = "Lower", parent = upper });
        var id = (string)(await ReadAsync(lower))["id"]!;

        using var circle = await client.PatchAsJsonAsync(One(Teams, upper), new { parent = id });
        using var taken = await client.PostAsJsonAsync(Teams, new { name = "upper" });
        using var asRecord = await client.PostAsJsonAsync(new Uri("/api/data/teams", UriKind.Relative), new { name = "Other" });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "team.circle"), (circle.StatusCode, (string)(await ReadAsync(circle))["code"]!));
        Assert.Equal(HttpStatusCode.Conflict, taken.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, asRecord.StatusCode);
    }

    [Fact]
    public async Task Team_IsChangedAndDeleted()
    {
        using var client = await host.SignInAsync();
        var team = await TeamAsync(client, "Passing");

        using var changed = await client.PatchAsJsonAsync(One(Teams, team), new { name = "Passed", description = (string?)null });
        using var deleted = await client.DeleteAsync(One(Teams, team));

        Assert.Equal("Passed", (string)(await ReadAsync(changed))["name"]!);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(One(Teams, team))).StatusCode);
        Assert.DoesNotContain(team, (await client.GetFromJsonAsync<JsonObject>(Teams))!["value"]!.AsArray().Select(t => (string)t!["id"]!));
    }

    [Fact]
    public async Task Teams_AreForbidden_WithoutTheRight()
    {
        using var reader = await host.SignInAsync("crm.read crm.write");

        Assert.Equal(HttpStatusCode.Forbidden, (await reader.GetAsync(Teams)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.PostAsJsonAsync(Teams, new { name = "X" })).StatusCode);
    }

    [Fact]
    public async Task Role_IsPublished_AndExplainsWhatSomebodyMayDo()
    {
        using var client = await host.SignInAsync();
        using var put = await client.PutAsJsonAsync(new Uri("/api/metadata/draft/roles/reader", UriKind.Relative), new { name = "reader", entities = new { account = new { read = "own", fields = new { industry = "hidden" } } } });
        using var published = await client.PostAsJsonAsync(new Uri("/api/metadata/draft/publish", UriKind.Relative), new { });
        using var made = await client.PostAsJsonAsync(Users, new { email = "rea@example.com", name = "Rea", roles = new[] { "reader" } });
        using var account = await client.PostAsJsonAsync(new Uri("/api/data/accounts", UriKind.Relative), new { name = "Acme" });
        var (rea, acme) = ((string)(await ReadAsync(made))["id"]!, (string)(await ReadAsync(account))["id"]!);

        var before = (await client.GetFromJsonAsync<JsonObject>(new Uri($"/api/data/accounts/{acme}/access?user={rea}", UriKind.Relative)))!;
        await client.PatchAsJsonAsync(new Uri($"/api/data/accounts/{acme}", UriKind.Relative), new { owner_id = rea });
        var after = (await client.GetFromJsonAsync<JsonObject>(new Uri($"/api/data/accounts/{acme}/access?user={rea}", UriKind.Relative)))!;

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Created), (put.StatusCode, published.StatusCode, made.StatusCode));
        Assert.Equal((false, true), ((bool)before["actions"]!["read"]!["allowed"]!, (bool)after["actions"]!["read"]!["allowed"]!));
        Assert.Equal(("access.own", "reader"), ((string)after["actions"]!["read"]!["reasons"]![0]!["code"]!, (string)after["actions"]!["read"]!["reasons"]![0]!["role"]!));
        Assert.False((bool)after["fields"]!.AsArray().Single(f => (string)f!["field"]! == "industry")!["read"]!);
    }

    private static async Task<string> PersonAsync(HttpClient client, string email)
    {
        using var made = await client.PostAsJsonAsync(Users, new { email, name = email });
        return (string)(await ReadAsync(made))["id"]!;
    }

    private static async Task<string> TeamAsync(HttpClient client, string name)
    {
        using var made = await client.PostAsJsonAsync(Teams, new { name });
        return (string)(await ReadAsync(made))["id"]!;
    }

    private static string Joined(JsonNode? list) => string.Join(',', list!.AsArray().Select(i => (string)i!));

    private static Uri One(Uri all, string id) => new($"{all}/{id}", UriKind.Relative);

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
}
