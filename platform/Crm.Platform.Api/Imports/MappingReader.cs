using System.Collections.Immutable;
using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Records.Importing.Mapping;

namespace Crm.Platform.Api.Imports;

/// <summary>Reads the part <c>mapping</c>. Whether it fits the file is the engine's question.</summary>
internal sealed class MappingReader
{
    private static readonly string[] Members = ["entity", "set", "columns", "delimiter", "culture", "dryRun"];
    private static readonly string[] ColumnMembers = ["field", "key", "values", "missing"];

    private readonly List<Problem> _problems = [];

    private MappingReader()
    {
    }

    public static Result<ImportRequest> Read(JsonElement json, MetadataSnapshot snapshot)
    {
        var reader = new MappingReader();
        var request = reader.Request(json, snapshot);
        return reader._problems.Count == 0 ? request : new Invalid("import.mapping", reader._problems[0].Message, [.. reader._problems]);
    }

    private ImportRequest Request(JsonElement json, MetadataSnapshot snapshot)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            Report("", "The mapping must be one JSON object.");
            return new ImportRequest(new ImportMapping(""), false);
        }
        CheckMembers(json, "", Members);
        var mapping = new ImportMapping(Entity(json, snapshot))
        {
            Columns = json.TryGetProperty("columns", out var columns) && columns.ValueKind != JsonValueKind.Null ? Columns(columns) : null,
            Delimiter = Delimiter(json),
            Culture = Text(json, "culture", ""),
        };
        return new ImportRequest(mapping, json.TryGetProperty("dryRun", out var dryRun) && Boolean(dryRun));
    }

    private string Entity(JsonElement json, MetadataSnapshot snapshot)
    {
        if (Text(json, "entity", "") is { } entity)
        {
            if (snapshot.Entity(entity) is null)
                _problems.Add(new Problem("entity", "entity.unknown", $"There is no entity '{entity}'.") { Hint = DidYouMean.Hint(entity, snapshot.Entities.Select(e => e.Name)) });
            return entity;
        }
        if (Text(json, "set", "") is not { } set)
        {
            Report("entity", "'entity' or 'set' must say what to import.");
            return "";
        }
        if (snapshot.EntityOfSet(set) is { } definition)
            return definition.Name;
        _problems.Add(new Problem("set", "entity.unknown", $"There is no set '{set}'.") { Hint = DidYouMean.Hint(set, snapshot.Entities.Select(e => e.Set)) });
        return "";
    }

    private ImmutableDictionary<string, ColumnMapping> Columns(JsonElement json)
    {
        var columns = ImmutableDictionary.CreateBuilder<string, ColumnMapping>(StringComparer.OrdinalIgnoreCase);
        if (json.ValueKind != JsonValueKind.Object)
        {
            Report("columns", "'columns' must be an object from column names to fields.");
            return columns.ToImmutable();
        }
        foreach (var column in json.EnumerateObject())
            columns[column.Name.Trim()] = Column($"columns.{column.Name}", column.Value);
        return columns.ToImmutable();
    }

    private ColumnMapping Column(string path, JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Null:
                return new ColumnMapping();
            case JsonValueKind.String:
                return new ColumnMapping { Field = json.GetString() };
            case JsonValueKind.Object:
                CheckMembers(json, path + ".", ColumnMembers);
                return new ColumnMapping
                {
                    Field = Text(json, "field", path + "."),
                    Guess = !json.TryGetProperty("field", out _),
                    Key = Text(json, "key", path + "."),
                    Values = Values(json, path + ".values"),
                    Missing = Missing(json, path + ".missing"),
                };
            default:
                Report(path, "A column goes into a field name, an object with 'field', or null.");
                return new ColumnMapping();
        }
    }

    private ImmutableDictionary<string, string> Values(JsonElement column, string path)
    {
        var values = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        if (!column.TryGetProperty("values", out var json) || json.ValueKind == JsonValueKind.Null)
            return values.ToImmutable();
        if (json.ValueKind != JsonValueKind.Object)
        {
            Report(path, "'values' must be an object from what the file says to what is meant.");
            return values.ToImmutable();
        }
        foreach (var value in json.EnumerateObject())
        {
            if (value.Value.ValueKind is JsonValueKind.String or JsonValueKind.Null)
                values[value.Name.Trim()] = value.Value.GetString() ?? "";
            else
                Report($"{path}.{value.Name}", "A replacement must be text, or null for no value.");
        }
        return values.ToImmutable();
    }

    private MissingTarget Missing(JsonElement column, string path)
    {
        var word = Text(column, "missing", path[..^"missing".Length]);
        if (word is null)
            return MissingTarget.Refuse;
        if (Enum.TryParse<MissingTarget>(word, ignoreCase: true, out var missing) && Enum.IsDefined(missing))
            return missing;
        Report(path, "'missing' is 'refuse', 'empty' or 'create'.");
        return MissingTarget.Refuse;
    }

    private char? Delimiter(JsonElement json)
    {
        var text = Text(json, "delimiter", "");
        if (text is null or "")
            return null;
        if (text is [',' or ';' or '\t' or '|' or ':' or '~' or '^'])
            return text[0];
        Report("delimiter", "The delimiter is one of , ; | : ~ ^ or a tab.");
        return null;
    }

    private string? Text(JsonElement json, string member, string path)
    {
        if (!json.TryGetProperty(member, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind == JsonValueKind.String)
            return value.GetString();
        Report(path + member, $"'{member}' must be text.");
        return null;
    }

    private bool Boolean(JsonElement json)
    {
        if (json.ValueKind is not (JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null))
            Report("dryRun", "'dryRun' must be true or false.");
        return json.ValueKind == JsonValueKind.True;
    }

    private void CheckMembers(JsonElement json, string path, string[] known)
    {
        foreach (var member in json.EnumerateObject().Select(m => m.Name).Where(m => !known.Contains(m)))
            _problems.Add(new Problem(path + member, "import.mapping", $"'{member}' is not known here.") { Hint = DidYouMean.Hint(member, known) });
    }

    private void Report(string path, string message) => _problems.Add(new Problem(path, "import.mapping", message));
}
