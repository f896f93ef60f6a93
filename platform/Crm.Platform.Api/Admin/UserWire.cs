using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Access;
using Crm.Platform.Access.Users;

namespace Crm.Platform.Api.Admin;

/// <summary>A person on the wire: <c>{id, email, name, roles, teams, enabled}</c>.</summary>
internal static class UserWire
{
    private static readonly string[] Members = ["id", "email", "name", "password", "roles", "teams", "enabled"];

    public static void Write(Utf8JsonWriter json, UserAccount account)
    {
        json.WriteStartObject();
        json.WriteString("id", account.Id);
        json.WriteString("email", account.Email);
        json.WriteString("name", account.Name);
        json.WriteStartArray("roles");
        foreach (var role in account.Roles)
            json.WriteStringValue(role);
        json.WriteEndArray();
        json.WriteStartArray("teams");
        foreach (var team in account.Teams)
            json.WriteStringValue(team);
        json.WriteEndArray();
        json.WriteBoolean("enabled", account.Enabled);
        json.WriteEndObject();
    }

    /// <summary>A person to create; without <c>roles</c> an ordinary user.</summary>
    public static Result<NewUser> ReadNew(JsonElement body)
    {
        var reading = new AdminReading(body, "user", Members);
        var email = reading.Text("email") ?? reading.Missing("email");
        var name = reading.Text("name") ?? email;
        var password = reading.Text("password");
        var roles = reading.Texts("roles") ?? [AccessRoles.User];
        if (reading.Flag("enabled") is false)
            reading.Report("enabled", "A new user starts enabled; disable it afterwards.");
        return reading.Outcome(new NewUser(name, email, password, roles) { Teams = reading.Ids("teams") ?? [] });
    }

    public static Result<UserChange> ReadChange(JsonElement body)
    {
        var reading = new AdminReading(body, "user", Members);
        foreach (var fixedMember in new[] { "email", "password", "id" })
            if (reading.Has(fixedMember))
                reading.Report(fixedMember, $"'{fixedMember}' cannot be changed here.");
        return reading.Outcome(new UserChange(reading.Text("name"), reading.Texts("roles"), reading.Ids("teams"), reading.Flag("enabled")));
    }
}
