using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Fields;

/// <summary>A kind made of parts, each a stored field of a kind of its own; one JSON object on the wire.</summary>
internal abstract class CompositeFieldKind(string id, ImmutableArray<FieldPart> parts) : FieldKind<CompositeValue>(id, StorageType.Composite)
{
    public override string Form => Id;

    public override FieldTraits Traits => FieldTraits.Wide | FieldTraits.Unsortable | FieldTraits.NotUnique;

    /// <summary>A part is titled with its field, as it stands alone in lists and messages.</summary>
    public override FieldDefinition Complete(FieldDefinition field) => field with
    {
        Parts = [.. parts.Select(p => p.Define(new FieldDefinition($"{field.Name}.{p.Name}", p.Kind.Id)
        {
            Title = $"{field.Title}: {p.Title}", Part = p.Name, ReadOnly = field.ReadOnly, Traits = p.Kind.Traits,
        }))],
    };

    protected override Result<object> Read(JsonElement json, FieldDefinition field)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return FieldFailure.Of(field, FieldFailure.Type, $"must be an object with {string.Join(", ", field.Parts.Select(p => p.Part))}, not {JsonWords.Of(json)}.");
        var (value, problems) = (CompositeValue.Empty, new List<Problem>());
        foreach (var member in json.EnumerateObject())
        {
            if (Reads(field, member) is not { } read)
                continue;
            if (read.IsSuccess)
                value = value.With(member.Name, read.Value.Content);
            else
                problems.AddRange(ProblemsOf(read.Failure));
        }
        return problems.Count == 0 ? value : new Invalid(problems[0].Code, problems[0].Message, [.. problems]);
    }

    public override JsonObject Schema(FieldDefinition field)
    {
        var schema = Describe(field, "object");
        var properties = new JsonObject();
        foreach (var (part, kind) in Parts(field))
        {
            properties[part.Part!] = kind.Schema(part);
            if (properties[part.Part!]!["type"] is JsonValue type)
                properties[part.Part!]!["type"] = new JsonArray(type.DeepClone(), "null");
        }
        schema["properties"] = properties;
        schema["additionalProperties"] = false;
        return schema;
    }

    protected override void Write(Utf8JsonWriter writer, CompositeValue value, FieldDefinition field)
    {
        writer.WriteStartObject();
        foreach (var (part, kind) in Parts(field))
        {
            writer.WritePropertyName(part.Part!);
            if (value[part.Part!] is { } content)
                kind.WriteJson(writer, content, part);
            else
                writer.WriteNullValue();
        }
        writer.WriteEndObject();
    }

    /// <summary>As JSON; the parts have columns of their own in a file meant for people.</summary>
    protected override string Export(CompositeValue value, FieldDefinition field)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            Write(writer, value, field);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>What <see cref="Export"/> wrote, or <see langword="null"/> for other text.</summary>
    protected Result<object>? Exported(string text, FieldDefinition field)
    {
        if (!text.TrimStart().StartsWith('{'))
            return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            return ReadJson(document.RootElement, field);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    protected override Result<object> Check(CompositeValue value, FieldDefinition field)
    {
        var (stored, problems) = (CompositeValue.Empty, new List<Problem>());
        foreach (var (part, kind) in Parts(field))
        {
            if (value[part.Part!] is not { } content)
                continue;
            var result = kind.Check(content, part);
            if (!result.IsSuccess)
                problems.AddRange(ProblemsOf(result.Failure));
            else if (result.Value is not "")
                stored = stored.With(part.Part!, result.Value);
        }
        if (problems.Count == 0 && Whole(stored, field) is { } fault)
            return fault;
        return problems.Count == 0 ? stored : new Invalid(problems[0].Code, problems[0].Message, [.. problems]);
    }

    /// <summary>What is wrong with the parts together, or <see langword="null"/>.</summary>
    protected virtual Failure? Whole(CompositeValue value, FieldDefinition field) => null;

    protected IEnumerable<(FieldDefinition Part, IFieldKind Kind)> Parts(FieldDefinition field) => field.Parts.Zip(parts, (part, known) => (part, known.Kind));

    /// <summary><see langword="null"/> passes the member over.</summary>
    protected virtual Result<PartContent>? Reads(FieldDefinition field, JsonProperty member)
    {
        var (part, kind) = Parts(field).FirstOrDefault(p => p.Part.Part == member.Name);
        if (part is null)
            return Invalid.Of(new Problem($"{field.Name}.{member.Name}", "field.unknown", $"{field.Title} has no part '{member.Name}'.") { Hint = DidYouMean.Hint(member.Name, field.Parts.Select(p => p.Part!)) });
        if (member.Value.ValueKind == JsonValueKind.Null)
            return new PartContent(null);
        var read = kind.ReadJson(member.Value, part);
        return read.IsSuccess ? new PartContent(read.Value) : read.Failure;
    }

    private static ImmutableArray<Problem> ProblemsOf(Failure failure) => failure is Invalid invalid ? invalid.Problems : [new Problem("", failure.Code, failure.Message)];

    /// <summary>A part's value, which may be unset.</summary>
    protected sealed record PartContent(object? Content);
}

/// <summary>A part as its kind declares it.</summary>
internal sealed record FieldPart(string Name, string Title, IFieldKind Kind)
{
    /// <summary>Adds its limits to the definition.</summary>
    public Func<FieldDefinition, FieldDefinition> Define { get; init; } = field => field;
}
