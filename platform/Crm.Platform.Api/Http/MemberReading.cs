using System.Collections.Immutable;
using System.Text.Json;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Api.Http;

/// <summary>Reads the members of a JSON object one by one and keeps every problem, so that the sender learns of all of them.</summary>
internal sealed class MemberReading
{
    private readonly JsonElement _body;
    private readonly string _code;
    private readonly List<Problem> _problems = [];

    /// <param name="code">Of every problem reported here.</param>
    /// <param name="members">All that may be there; others are problems.</param>
    public MemberReading(JsonElement body, string code, IReadOnlyCollection<string> members)
    {
        (_body, _code) = (body, code);
        if (body.ValueKind != JsonValueKind.Object)
        {
            Report("", "The body must be one JSON object.");
            return;
        }
        foreach (var member in body.EnumerateObject().Where(m => !members.Contains(m.Name)))
            _problems.Add(new Problem(member.Name, code, $"There is no member '{member.Name}' here.") { Hint = DidYouMean.Hint(member.Name, members) });
    }

    public string? Text(string name) => Member(name) is not { } value ? null : value.ValueKind == JsonValueKind.String ? value.GetString() : Wrong<string>(name, "a text");

    public bool? Flag(string name) => Member(name) is not { } value ? null : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : WrongValue<bool>(name, "true or false");

    /// <summary>UTC.</summary>
    public DateTime? Moment(string name) => Member(name) is not { } value
        ? null
        : value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var moment) ? moment.UtcDateTime : WrongValue<DateTime>(name, "a moment such as 2026-03-01T09:30:00Z");

    public ImmutableArray<string>? Texts(string name)
    {
        if (Member(name) is not { } value)
            return null;
        return value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(e => e.GetString()!)]
            : WrongValue<ImmutableArray<string>>(name, "an array of texts");
    }

    public void Report(string path, string message) => _problems.Add(new Problem(path, _code, message));

    public Result<T> Outcome<T>(T value) => _problems.Count == 0 ? value : new Invalid(_code, _problems[0].Message, [.. _problems]);

    private JsonElement? Member(string name) =>
        _body.ValueKind == JsonValueKind.Object && _body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private T? Wrong<T>(string name, string expected)
        where T : class
    {
        Report(name, $"'{name}' must be {expected}.");
        return null;
    }

    private T? WrongValue<T>(string name, string expected)
        where T : struct
    {
        Report(name, $"'{name}' must be {expected}.");
        return null;
    }
}
