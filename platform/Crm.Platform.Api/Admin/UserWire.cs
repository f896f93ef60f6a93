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
        json.WriteStringValue(account.Role);
        json.WriteEndArray();
        json.WriteStartArray("teams");
        json.WriteEndArray();
        json.WriteBoolean("enabled", account.Enabled);
        json.WriteEndObject();
    }

    /// <summary>A person to create; without <c>roles</c> an ordinary user.</summary>
    public static Result<NewUser> ReadNew(JsonElement body)
    {
        var reading = new Reading(body);
        var email = reading.Text("email") ?? reading.Missing("email");
        var name = reading.Text("name") ?? email;
        var password = reading.Text("password");
        var role = reading.Role() ?? AccessRoles.User;
        if (reading.Flag("enabled") is false)
            reading.Report("enabled", "A new user starts enabled; disable it afterwards.");
        return reading.Outcome(new NewUser(name, email, password, role));
    }

    public static Result<UserChange> ReadChange(JsonElement body)
    {
        var reading = new Reading(body);
        foreach (var fixedMember in new[] { "email", "password", "id" })
            if (reading.Has(fixedMember))
                reading.Report(fixedMember, $"'{fixedMember}' cannot be changed here.");
        return reading.Outcome(new UserChange(reading.Text("name"), reading.Role(), reading.Flag("enabled")));
    }

    /// <summary>Reads members one by one and keeps every problem.</summary>
    private sealed class Reading
    {
        private readonly JsonElement _body;
        private readonly List<Problem> _problems = [];

        public Reading(JsonElement body)
        {
            _body = body;
            if (body.ValueKind != JsonValueKind.Object)
            {
                Report("", "The body must be one JSON object.");
                return;
            }
            foreach (var member in body.EnumerateObject().Where(m => !Members.Contains(m.Name)))
                _problems.Add(new Problem(member.Name, "access.user.member", $"A user has no '{member.Name}'.") { Hint = DidYouMean.Hint(member.Name, Members) });
            if (Member("teams") is { } teams && (teams.ValueKind != JsonValueKind.Array || teams.GetArrayLength() > 0))
                Report("teams", "There are no teams yet; leave 'teams' out or empty.");
        }

        public bool Has(string name) => Member(name) is not null;

        public string? Text(string name)
        {
            if (Member(name) is not { } value)
                return null;
            if (value.ValueKind == JsonValueKind.String)
                return value.GetString();
            Report(name, $"'{name}' must be a text.");
            return null;
        }

        public bool? Flag(string name)
        {
            if (Member(name) is not { } value)
                return null;
            if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
                return value.GetBoolean();
            Report(name, $"'{name}' must be true or false.");
            return null;
        }

        /// <summary>The one role of <c>roles</c>, or <see langword="null"/> when none is given.</summary>
        public string? Role()
        {
            if (Member("roles") is not { } roles)
                return null;
            if (roles.ValueKind == JsonValueKind.Array && roles.GetArrayLength() == 1 && roles[0].ValueKind == JsonValueKind.String)
                return roles[0].GetString();
            Report("roles", "'roles' must name exactly one role.");
            return null;
        }

        public string Missing(string name)
        {
            Report(name, $"'{name}' is needed.");
            return "";
        }

        public void Report(string path, string message) => _problems.Add(new Problem(path, "access.user.invalid", message));

        public Result<T> Outcome<T>(T value) =>
            _problems.Count == 0 ? value : new Invalid("access.user.invalid", _problems[0].Message, [.. _problems]);

        private JsonElement? Member(string name) =>
            _body.ValueKind == JsonValueKind.Object && _body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }
}
