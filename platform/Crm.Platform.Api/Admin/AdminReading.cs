using System.Collections.Immutable;
using System.Text.Json;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Api.Admin;

/// <summary>Reads members of a body one by one and keeps every problem.</summary>
internal sealed class AdminReading
{
    private readonly JsonElement _body;
    private readonly string _kind;
    private readonly List<Problem> _problems = [];

    /// <param name="kind">What the body is of: <c>user</c>, <c>team</c>.</param>
    /// <param name="members">Names it may have.</param>
    public AdminReading(JsonElement body, string kind, IReadOnlyCollection<string> members)
    {
        _body = body;
        _kind = kind;
        if (body.ValueKind != JsonValueKind.Object)
        {
            Report("", "The body must be one JSON object.");
            return;
        }
        foreach (var member in body.EnumerateObject().Where(m => !members.Contains(m.Name)))
            _problems.Add(new Problem(member.Name, $"access.{kind}.member", $"A {kind} has no '{member.Name}'.") { Hint = DidYouMean.Hint(member.Name, members) });
    }

    /// <summary>Whether it is given and not null.</summary>
    public bool Has(string name) => Member(name) is not null;

    /// <summary>Whether it is given as null: the sender wants it empty.</summary>
    public bool IsNull(string name) => _body.ValueKind == JsonValueKind.Object && _body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Null;

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

    public Guid? Id(string name)
    {
        if (Member(name) is not { } value)
            return null;
        if (IdOf(value) is { } id)
            return id;
        Report(name, $"'{name}' must be an id.");
        return null;
    }

    public ImmutableArray<string>? Texts(string name)
    {
        if (Member(name) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(i => i.ValueKind == JsonValueKind.String))
            return [.. value.EnumerateArray().Select(i => i.GetString()!).Distinct()];
        Report(name, $"'{name}' must be a list of texts.");
        return null;
    }

    public ImmutableArray<Guid>? Ids(string name)
    {
        if (Member(name) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(i => IdOf(i) is not null))
            return [.. value.EnumerateArray().Select(i => IdOf(i)!.Value).Distinct()];
        Report(name, $"'{name}' must be a list of ids.");
        return null;
    }

    public string Missing(string name)
    {
        Report(name, $"'{name}' is needed.");
        return "";
    }

    public void Report(string path, string message) => _problems.Add(new Problem(path, $"access.{_kind}.invalid", message));

    public Result<T> Outcome<T>(T value) =>
        _problems.Count == 0 ? value : new Invalid($"access.{_kind}.invalid", _problems[0].Message, [.. _problems]);

    private static Guid? IdOf(JsonElement value) => value.ValueKind == JsonValueKind.String && Guid.TryParseExact(value.GetString(), "D", out var id) ? id : null;

    private JsonElement? Member(string name) =>
        _body.ValueKind == JsonValueKind.Object && _body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
