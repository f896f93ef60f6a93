using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Definitions.Reading;

/// <summary>From text to a JSON object nobody can misread: limited, strict JSON, no property twice in any casing.</summary>
public static class DefinitionText
{
    /// <summary>Largest accepted definition in bytes of UTF-8.</summary>
    public const int MaxBytes = 1_048_576;

    /// <summary>Deepest accepted nesting.</summary>
    public const int MaxDepth = 64;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth, CommentHandling = JsonCommentHandling.Disallow, AllowTrailingCommas = false };

    /// <summary>The object, or an <see cref="Invalid"/> that says where the text breaks the rules.</summary>
    public static Result<JsonObject> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Encoding.UTF8.GetByteCount(text) > MaxBytes)
            return Fail("size", $"The definition is larger than {MaxBytes / 1024} KB.");
        try
        {
            using var document = JsonDocument.Parse(text.TrimStart('\uFEFF'), Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return Fail("type", "A definition is a JSON object: { … }.");
            var log = new ProblemLog();
            Scan(document.RootElement, log);
            return log.IsEmpty ? JsonObject.Create(document.RootElement.Clone())! : new Invalid("definition.json", "The definition says something twice or holds invalid text.", log.Problems);
        }
        catch (JsonException fault)
        {
            return Syntax(fault);
        }
        catch (ArgumentException)
        {
            // Half a surrogate pair outside of an escape: no JSON can be made of it.
            return Fail("characters", "The text contains characters that are not valid Unicode.");
        }
    }

    /// <summary>The same rules for an object that is already in memory.</summary>
    public static Result<JsonObject> Parse(JsonObject json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Of(json) is { } text ? Parse(text) : Fail("json", "The definition is nested too deeply or holds invalid text.");
    }

    /// <summary>The object as text, or <see langword="null"/> when it holds what cannot be written.</summary>
    public static string? Of(JsonObject json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return json.ToJsonString();
        }
        catch (Exception fault) when (fault is InvalidOperationException or JsonException or ArgumentException)
        {
            return null;
        }
    }

    private static void Scan(JsonElement json, ProblemLog log)
    {
        if (json.ValueKind == JsonValueKind.Object)
            ScanProperties(json, log);
        else if (json.ValueKind == JsonValueKind.Array)
            foreach (var (index, item) in json.EnumerateArray().Index())
                Scan(item, log.At($"[{index}]"));
        else if (json.ValueKind == JsonValueKind.String && !IsUnicode(() => json.GetString()))
            log.Add("", "characters", "The text contains characters that are not valid Unicode.");
        else if (json.ValueKind == JsonValueKind.Number && !IsNumber(json))
            log.Add("", "number", "The number is too large.");
    }

    /// <summary>Whether every reader of the definition can hold the number: whole ones in 64 bits.</summary>
    private static bool IsNumber(JsonElement json) =>
        json.GetRawText().AsSpan().ContainsAny('.', 'e', 'E') ? json.TryGetDouble(out var number) && double.IsFinite(number) : json.TryGetInt64(out _);

    private static void ScanProperties(JsonElement json, ProblemLog log)
    {
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in json.EnumerateObject())
        {
            if (!IsUnicode(() => property.Name))
            {
                log.Add("", "characters", "A property name contains characters that are not valid Unicode.");
                continue;
            }

            if (seen.TryGetValue(property.Name, out var first))
                log.Add(property.Name, "duplicate", first == property.Name ? $"'{first}' is given twice." : $"'{first}' and '{property.Name}' differ only in casing.", "Remove one of them.");
            seen[property.Name] = property.Name;
            Scan(property.Value, log.At(property.Name));
        }
    }

    private static bool IsUnicode(Func<string?> read)
    {
        try
        {
            return read() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static Invalid Syntax(JsonException fault)
    {
        var place = fault.LineNumber is { } line ? $" at line {line + 1}, column {fault.BytePositionInLine + 1}" : "";
        if (fault.Message.Contains("maximum configured depth", StringComparison.OrdinalIgnoreCase))
            return Fail("depth", $"The definition is nested more than {MaxDepth} levels deep{place}.");
        return Fail("json", $"The definition is not valid JSON{place}.", "Look for a missing or extra comma, quote or bracket just before it; comments are not allowed.");
    }

    private static Invalid Fail(string code, string message, string? hint = null) => Invalid.Of(new Problem("", "definition." + code, message) { Hint = hint });
}
