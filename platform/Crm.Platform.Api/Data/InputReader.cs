using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Records.Writing;

namespace Crm.Platform.Api.Data;

/// <summary>Turns a JSON object into values to write. Goes on after a problem, so that the sender learns of all of them.</summary>
internal sealed class InputReader(IFieldKindRegistry kinds)
{
    private const int MostProblems = 100;

    public RecordInput Read(JsonElement json, EntityDefinition entity, MetadataSnapshot snapshot)
    {
        var input = new RecordInput();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            if (input.Problems.Count >= MostProblems)
                break;
            var at = member.Name.IndexOf('@', StringComparison.Ordinal);
            if (at >= 0)
                ReadAnnotation(input, member, at, entity, snapshot, seen);
            else if (!seen.Add(member.Name))
                input.Report(Repeated(member.Name));
            else if (entity.Relation(member.Name) is { } relation)
                Relations(snapshot).Read(input, member.Name, member.Value, relation, isWhole: true);
            else
                ReadField(input, member.Name, member.Value, entity);
        }

        return input;
    }

    private RelationReading Relations(MetadataSnapshot snapshot) => new(snapshot, (json, entity) => Read(json, entity, snapshot));

    private void ReadField(RecordInput input, string name, JsonElement value, EntityDefinition entity)
    {
        if (entity.Field(name) is not { Part: null } field)
            input.Report(Unknown(name, entity));
        else if (field.ReadOnly)
            input.Report(new Problem(name, "field.read_only", $"'{field.Title}' is set by the platform."));
        else if (value.ValueKind == JsonValueKind.Null)
            input.Set(name, null);
        else
            Set(input, field, kinds.Get(field).ReadJson(value, field));
    }

    private static void Set(RecordInput input, FieldDefinition field, Result<object> read)
    {
        if (read.IsSuccess)
            input.Set(field.Name, read.Value);
        else if (read.Failure is Invalid { Problems: { IsDefaultOrEmpty: false } problems })
            foreach (var problem in problems)
                input.Report(problem);
        else
            input.Report(new Problem(field.Name, read.Failure.Code, read.Failure.Message));
    }

    /// <summary><c>account@odata.bind</c> sets a lookup; every other annotation tells this API nothing and may come back from what it sent itself.</summary>
    private void ReadAnnotation(RecordInput input, JsonProperty member, int at, EntityDefinition entity, MetadataSnapshot snapshot, HashSet<string> seen)
    {
        var relation = at == 0 ? null : entity.Relation(member.Name[..at]);
        if (relation is not null && member.Name.AsSpan(at) is ("@odata.delta" or "@delta" or "@odata.bind" or "@bind"))
        {
            if (!seen.Add(relation.Name))
                input.Report(Repeated(relation.Name));
            else if (member.Name.EndsWith("bind", StringComparison.Ordinal))
                Relations(snapshot).Bind(input, member.Name, member.Value, relation);
            else
                Relations(snapshot).Read(input, member.Name, member.Value, relation, isWhole: false);
            return;
        }
        if (member.Name.AsSpan(at) is not ("@odata.bind" or "@bind"))
            return;
        var field = entity.Navigation(member.Name[..at]);
        if (field is null)
            input.Report(new Problem(member.Name, "field.unknown", $"'{entity.Name}' has no lookup '{Shorten(member.Name[..at])}'.") { Hint = DidYouMean.Hint(member.Name[..at], Navigations(entity)) });
        else if (!seen.Add(field.Name))
            input.Report(Repeated(field.Name));
        else if (field.ReadOnly)
            input.Report(new Problem(member.Name, "field.read_only", $"'{field.Title}' is set by the platform."));
        else if (field.TypeField is not null && !seen.Add(field.TypeField))
            input.Report(Repeated(field.TypeField));
        else if (member.Value.ValueKind == JsonValueKind.Null)
            input.Set(field.Name, null);
        else if (field.TypeField is not null)
            BindAny(input, member, field, snapshot);
        else if (EntityReference.Parse(member.Value, snapshot.Entity(field.Lookup!)) is { } id)
            input.Set(field.Name, id);
        else
            input.Report(new Problem(member.Name, "field.bind", $"A reference must look like '{snapshot.Entity(field.Lookup!)?.Set ?? field.Lookup}(id)'."));
    }

    /// <summary>A reference says itself which entity it is to.</summary>
    private static void BindAny(RecordInput input, JsonProperty member, FieldDefinition field, MetadataSnapshot snapshot)
    {
        if (EntityReference.SetOf(member.Value) is { } set && snapshot.EntityOfSet(set) is { } target && field.PointsAt(target.Name) && EntityReference.Parse(member.Value, target) is { } id)
            input.Point(field, target.Name, id);
        else
            input.Report(new Problem(member.Name, "field.bind", $"A reference must look like '{snapshot.Entities.FirstOrDefault(e => field.PointsAt(e.Name))?.Set ?? "accounts"}(id)'."));
    }

    private static Problem Unknown(string name, EntityDefinition entity) => entity.Navigation(name) is { } lookup
        ? new Problem(Shorten(name), "field.unknown", $"'{name}' is a lookup and cannot be written through.") { Hint = $"Set '{lookup.Name}' to an id, or '{name}@odata.bind' to a reference." }
        : new Problem(Shorten(name), "field.unknown", $"'{entity.Name}' has no field '{Shorten(name)}'.") { Hint = DidYouMean.Hint(name, entity.Fields.Where(f => !f.ReadOnly).Select(f => f.Name)) };

    private static Problem Repeated(string name) => new(Shorten(name), "field.repeated", $"'{Shorten(name)}' is given more than once.");

    private static IEnumerable<string> Navigations(EntityDefinition entity) => entity.Fields.Where(f => f.IsLookup).Select(f => f.NavigationName);

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
