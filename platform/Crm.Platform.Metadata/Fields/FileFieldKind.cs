using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Fields;

/// <summary>One uploaded file: <c>{id, name, size, contentType}</c> on the wire, written as <c>{"id": …}</c> or the id alone. What is beside the id comes from the upload.</summary>
internal abstract class FileFieldKind(string id) : CompositeFieldKind(id,
[
    new(FileId, "Id", new UuidKind()),
    new("name", "Name", new TextKind()),
    new("size", "Size", new IntegerKind()),
    new("contentType", "Type", new TextKind()),
])
{
    private const string FileId = "id";

    public override string Form => "file";

    public override FieldTraits Traits => FieldTraits.Opaque | FieldTraits.Unsortable | FieldTraits.NotUnique;

    public override ImmutableArray<string> Keywords => ["x-crm.accept", "x-crm.maxBytes"];

    public override Result<object> Parse(string text, FieldDefinition field, CultureInfo culture) =>
        Guid.TryParse(text, out var file) ? CompositeValue.Empty.With(FileId, file) : NoFile(field);

    public override IEnumerable<Problem> Faults(FieldDefinition field)
    {
        if (field.Default is not null)
            yield return new Problem("default", "definition.misplaced", "A file has no default.");
        foreach (var rule in field.Accept.Where(a => !AcceptRule.IsWellFormed(a)))
            yield return new Problem("x-crm.accept", "definition.value", $"'{rule}' is neither a media type nor an ending.") { Hint = "Write application/pdf, image/* or .pdf." };
    }

    public override JsonObject Schema(FieldDefinition field)
    {
        var schema = base.Schema(field);
        foreach (var (name, property) in schema["properties"]!.AsObject().Where(p => p.Key != FileId))
            property!["readOnly"] = true;
        return schema;
    }

    protected override Result<object> Read(JsonElement json, FieldDefinition field)
    {
        var given = json.ValueKind == JsonValueKind.Object && json.TryGetProperty(FileId, out var member) ? member : json;
        return given.ValueKind == JsonValueKind.String && given.TryGetGuid(out var file) ? CompositeValue.Empty.With(FileId, file) : NoFile(field);
    }

    protected override string Format(CompositeValue value, FieldDefinition field, CultureInfo culture) => value["name"] as string ?? "";

    protected override string Export(CompositeValue value, FieldDefinition field) => value[FileId]?.ToString() ?? "";

    private static Invalid NoFile(FieldDefinition field) => FieldFailure.Of(field, FieldFailure.Type, "must be the id of an uploaded file.");
}

/// <summary>One file of any harmless sort.</summary>
internal sealed class FileKind() : FileFieldKind(FieldKinds.File);

/// <summary>One picture that every browser shows.</summary>
internal sealed class ImageKind() : FileFieldKind(FieldKinds.Image)
{
    private static readonly ImmutableArray<string> Pictures = ["image/png", "image/jpeg", "image/gif", "image/webp"];

    public override FieldDefinition Complete(FieldDefinition field) => base.Complete(field) with { Accept = field.Accept.IsEmpty ? Pictures : field.Accept };

    public override IEnumerable<Problem> Faults(FieldDefinition field) =>
        base.Faults(field).Concat(field.Accept.Where(a => !Pictures.Contains(a))
            .Select(a => new Problem("x-crm.accept", "definition.value", $"An image field takes {string.Join(", ", Pictures)}, not '{a}'.")));
}
