using System.Collections.Immutable;
using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Records.Writing;
using Crm.Platform.Records.Writing.Relations;

namespace Crm.Platform.Api.Data;

/// <summary>Reads what a body says of a relation: the records inside a record, references to others, and what their links say.</summary>
/// <param name="read">Reads the values of a record of an entity.</param>
internal sealed class RelationReading(MetadataSnapshot snapshot, Func<JsonElement, EntityDefinition, RecordInput> read)
{
    private static readonly string[] Removals = ["@removed", "@odata.removed"];

    /// <summary>The items of <c>lines</c>, or of <c>lines@delta</c>. Problems go to <paramref name="input"/>.</summary>
    public void Read(RecordInput input, string member, JsonElement value, RelationDefinition relation, bool isWhole)
    {
        if (relation.IsSingle && value.ValueKind is JsonValueKind.Object or JsonValueKind.Null)
            input.Relate(relation.Name, new RelationInput(value.ValueKind == JsonValueKind.Null ? [] : [Item(input, relation.Name, value, relation)]));
        else if (value.ValueKind != JsonValueKind.Array || relation.IsSingle)
            input.Report(new Problem(member, "relation.list", relation.IsSingle ? $"'{relation.Name}' is one reference, or null." : $"'{relation.Name}' is a list."));
        else if (value.GetArrayLength() > RelationInput.MostItems)
            input.Report(new Problem(member, "relation.too_many", $"At most {RelationInput.MostItems} records of a relation are written at once."));
        else
            input.Relate(relation.Name, new RelationInput([.. value.EnumerateArray().Index().Select(i => Item(input, $"{relation.Name}[{i.Index}]", i.Item, relation))]) { IsWhole = isWhole });
    }

    /// <summary><c>tags@odata.bind</c>: references that are all there shall be.</summary>
    public void Bind(RecordInput input, string member, JsonElement value, RelationDefinition relation)
    {
        var target = snapshot.Entity(relation.Target);
        var texts = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : value.ValueKind == JsonValueKind.Null ? [] : new[] { value };
        var ids = texts.Take(RelationInput.MostItems + 1).Select(t => EntityReference.Parse(t, target)).ToImmutableArray();
        if (ids.Contains(null) || (value.ValueKind != JsonValueKind.Array && !relation.IsSingle))
            input.Report(new Problem(member, "field.bind", $"References must look like ['{target?.Set ?? relation.Target}(id)']."));
        else if (relation.Kind == RelationKind.Owned)
            input.Report(new Problem(member, "field.bind", $"What lives inside a record is written into '{relation.Name}'."));
        else
            input.Relate(relation.Name, new RelationInput([.. ids.Select(id => new RelatedInput(id))]));
    }

    private RelatedInput Item(RecordInput input, string path, JsonElement json, RelationDefinition relation)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            input.Report(new Problem(path, "relation.item", "An item is an object: {\"id\": …}."));
            return new RelatedInput((Guid?)null);
        }
        var id = IdOf(input, path, json, relation);
        var removed = json.EnumerateObject().Any(m => Removals.Contains(m.Name));
        if (removed && id is null)
            input.Report(new Problem($"{path}.id", "relation.reference", "What is removed is named by its id."));
        return new RelatedInput(id)
        {
            Values = removed ? null : Values(input, path, json, relation),
            Link = relation.Link is { } link && json.TryGetProperty(RelationInput.LinkMember, out var said) ? Nested(input, $"{path}.{RelationInput.LinkMember}", said, snapshot.Entity(link)!) : null,
            IsRemoved = removed,
        };
    }

    private RecordInput? Values(RecordInput input, string path, JsonElement json, RelationDefinition relation)
    {
        var target = snapshot.Entity(relation.Target)!;
        if (relation.Kind == RelationKind.Owned)
            return Nested(input, path, json, target);
        if (json.EnumerateObject().FirstOrDefault(m => m.Name != SystemFields.Id && !m.Name.StartsWith('@')) is { Value.ValueKind: not JsonValueKind.Undefined } other)
            input.Report(new Problem($"{path}.{other.Name}", "relation.reference", $"A {target.Title.ToLowerInvariant()} is only named here; it is made and changed at its own address."));
        return null;
    }

    /// <summary>The values of an object within the body, without what names the record.</summary>
    private RecordInput Nested(RecordInput input, string path, JsonElement json, EntityDefinition entity)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            input.Report(new Problem(path, "relation.item", "This is an object."));
            return new RecordInput();
        }
        var values = read(Without(json), entity);
        foreach (var problem in values.Problems)
            input.Report(problem with { Path = $"{path}.{problem.Path}" });
        return values;
    }

    private Guid? IdOf(RecordInput input, string path, JsonElement json, RelationDefinition relation)
    {
        var target = snapshot.Entity(relation.Target)!;
        foreach (var member in json.EnumerateObject())
            if (member.Name == SystemFields.Id && member.Value.ValueKind != JsonValueKind.Null)
                return member.Value.ValueKind == JsonValueKind.String && member.Value.TryGetGuid(out var id) ? id : Unread(input, $"{path}.id", "An id is a UUID.");
            else if (EntityReference.Names.Contains(member.Name))
                return EntityReference.Parse(member.Value, target) ?? Unread(input, $"{path}.{member.Name}", $"A reference must look like '{target.Set}(id)'.");
        return null;
    }

    private static Guid? Unread(RecordInput input, string path, string message)
    {
        input.Report(new Problem(path, "field.bind", message));
        return null;
    }

    private static JsonElement Without(JsonElement json)
    {
        if (!json.TryGetProperty(SystemFields.Id, out _))
            return json;
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var member in json.EnumerateObject().Where(m => m.Name != SystemFields.Id))
                member.WriteTo(writer);
            writer.WriteEndObject();
        }
        return JsonElement.Parse(buffer.ToArray());
    }
}
