using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing.Matching;

namespace Crm.Platform.Metadata.Publishing.Values;

/// <summary>Looks at the stored records of an entity whose rules become narrower, once for all of them.</summary>
internal sealed class EntityExamination
{
    private readonly Dictionary<string, FieldExamination> _fields;
    private readonly Dictionary<string, string> _columns;

    private EntityExamination(EntityMatch match, ImmutableArray<FieldExamination> fields, ImmutableArray<KeyExamination> keys)
    {
        (Match, Fields, Keys) = (match, fields, keys);
        _fields = fields.ToDictionary(f => f.Match.After.Name, StringComparer.Ordinal);
        _columns = match.Fields.Where(f => f.Column is not null).ToDictionary(f => f.After.Name, f => f.Column!, StringComparer.Ordinal);
    }

    public EntityMatch Match { get; }

    public ImmutableArray<FieldExamination> Fields { get; }

    public ImmutableArray<KeyExamination> Keys { get; }

    /// <summary>The records as they lie there now: named as table and columns are.</summary>
    public EntityDefinition Stored => StoredRecords.Of(Match);

    /// <summary>What must be looked at, or <see langword="null"/> when nothing needs to be.</summary>
    public static EntityExamination? For(EntityMatch match, IReadOnlyCollection<SnapshotOperation> operations, TargetNames names, IFieldKindRegistry kinds)
    {
        if (match.Before is null)
            return null;
        var fields = match.Fields.Where(f => f.KeepsColumn && IsNarrower(f)).Select(f => new FieldExamination(f, names, kinds)).ToImmutableArray();
        // A key over a field that only now arrives empty cannot be broken yet.
        var keys = operations.OfType<AddKey>().Select(k => k.Fields)
            .Concat(match.After.Keys.Where(k => k.Any(name => fields.Any(f => f.Match.After.Name == name))))
            .DistinctBy(k => string.Join(',', k)).Where(k => k.All(name => IsStored(match, name))).Select(k => new KeyExamination(k)).ToImmutableArray();
        return fields.IsEmpty && keys.IsEmpty ? null : new EntityExamination(match, fields, keys);
    }

    public void Look(Record record)
    {
        var converted = Fields.ToDictionary(f => f.Match.After.Name, f => f.Look(record), StringComparer.Ordinal);
        foreach (var key in Keys)
            key.Look(record, name => converted.TryGetValue(name, out var value) ? value : record[_columns.GetValueOrDefault(name, name)]);
    }

    public FieldExamination? Of(string field) => _fields.GetValueOrDefault(field);

    private static bool IsNarrower(FieldMatch field) =>
        ValueRules.AreNarrower(field.Before!, field.After)
        || ValueRules.LosesTargets(field.Before!, field.After)
        // What is made of parts comes back without being looked at.
        || (field.After.Required && (field.Restored is null ? !field.Before!.Required : field.Before!.Parts.IsEmpty));

    private static bool IsStored(EntityMatch match, string name) =>
        SystemFields.IsReserved(name) || match.Fields.Any(f => f.After.Name == name && f.KeepsColumn);
}
