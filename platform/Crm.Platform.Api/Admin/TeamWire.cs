using System.Collections.Immutable;
using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Access.Teams;
using Crm.Platform.Api.Wire;

namespace Crm.Platform.Api.Admin;

/// <summary>A team on the wire: <c>{id, name, description, parent, owner, members}</c>, the last three as ids.</summary>
internal static class TeamWire
{
    private static readonly string[] Members = ["id", "name", "description", "parent", "owner", "members"];

    public static void Write(Utf8JsonWriter json, TeamAccount team)
    {
        json.WriteStartObject();
        json.WriteString("id", team.Id);
        json.WriteString("name", team.Name);
        json.WriteString("description", team.Description);
        json.WriteId("parent", team.Parent);
        json.WriteId("owner", team.Owner);
        json.WriteStartArray("members");
        foreach (var member in team.Members)
            json.WriteStringValue(member);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static Result<TeamDraft> Read(JsonElement body, bool isNew)
    {
        var reading = new AdminReading(body, "team", Members);
        if (reading.Has("id"))
            reading.Report("id", "'id' is given by the platform.");
        if (isNew && !reading.Has("name"))
            reading.Missing("name");
        var values = ImmutableDictionary.CreateBuilder<string, object?>();
        Take("name", "name", reading.Text("name"));
        Take("description", "description", reading.Text("description"));
        Take("parent", "parent_id", reading.Id("parent"));
        Take("owner", SystemFields.OwnerId, reading.Id("owner"));
        return reading.Outcome(new TeamDraft(values.ToImmutable(), reading.Ids("members")));

        void Take(string member, string field, object? value)
        {
            if (value is not null || reading.IsNull(member))
                values[field] = value;
        }
    }
}
