using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Layers;
using Crm.Platform.Metadata.Publishing.Tombstones;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Metadata.Publishing.Matching;

/// <summary>Finds for each entity and field of the model after what it was before: the same name, else a rename that was asked for, else a tombstone that fits.</summary>
internal sealed class ModelMatcher(MetadataSnapshot before, MetadataSnapshot after, IEnumerable<RenameMark> marks, IEnumerable<Tombstone> tombstones, IFieldKindRegistry kinds)
{
    private readonly Dictionary<(string Entity, string? Field), string> _marks = marks.DistinctBy(m => (m.Entity, m.Field)).ToDictionary(m => (m.Entity, m.Field), m => m.From);
    private readonly ILookup<(string Entity, string? Field), Tombstone> _tombstones = tombstones.OrderByDescending(t => t.Version).ToLookup(t => (t.Column is null ? t.Entity : t.Table, t.Field));

    /// <summary>In ordinal order of the entities' names.</summary>
    public ImmutableArray<EntityMatch> Match() => [.. after.Entities.OrderBy(e => e.Name, StringComparer.Ordinal).Select(Match)];

    private Dictionary<string, string>? _renamed;

    /// <summary>Present names of renamed entities by their old ones.</summary>
    private Dictionary<string, string> RenamedEntities => _renamed ??= after.Entities.Where(e => before.Entity(e.Name) is null)
        .Select(e => (Old: Renamed(e)?.Name, e.Name)).Where(p => p.Old is not null).DistinctBy(p => p.Old).ToDictionary(p => p.Old!, p => p.Name, StringComparer.Ordinal);

    private EntityMatch Match(EntityDefinition entity)
    {
        var known = before.Entity(entity.Name) ?? Renamed(entity);
        var restored = known is null ? _tombstones[(entity.Name, null)].FirstOrDefault() : null;
        known ??= restored?.EntityAs;
        var table = restored?.Table ?? known?.Name;
        return new EntityMatch(known, entity, restored, [.. entity.Fields.Select(f => Match(entity, known, table, f))]);
    }

    private EntityDefinition? Renamed(EntityDefinition entity) =>
        _marks.TryGetValue((entity.Name, null), out var from) && after.Entity(from) is null ? before.Entity(from) : null;

    private FieldMatch Match(EntityDefinition entity, EntityDefinition? known, string? table, FieldDefinition field)
    {
        if (known?.Field(field.Name) is { } same)
            return new FieldMatch(Retargeted(same), field, null);
        if (_marks.TryGetValue((entity.Name, field.Name), out var from) && entity.Field(from) is null && known?.Field(from) is { } old)
            return new FieldMatch(Retargeted(old), field, null);
        if (TypeBefore(entity, known, field) is { } type)
            return new FieldMatch(type, field, null);
        var restored = table is null || field.IsVirtual ? null : _tombstones[(table, field.Name)].FirstOrDefault(t => Fits(t.FieldAs!, field));
        return new FieldMatch(restored?.FieldAs, field, restored);
    }

    /// <summary>The field that says what a renamed lookup points at is renamed with it.</summary>
    private FieldDefinition? TypeBefore(EntityDefinition entity, EntityDefinition? known, FieldDefinition field) =>
        field.TypeOf is { } lookup && _marks.TryGetValue((entity.Name, lookup), out var from) && entity.Field(from) is null && known?.Field(from)?.TypeField is { } type ? known.Field(type) : null;

    /// <summary>A lookup that follows its entities to their new names has not changed.</summary>
    private FieldDefinition Retargeted(FieldDefinition field)
    {
        if (field.Lookup is { } target && RenamedEntities.TryGetValue(target, out var name))
            return field with { Lookup = name };
        return field.Targets.Any(RenamedEntities.ContainsKey) ? field with { Targets = [.. field.Targets.Select(t => RenamedEntities.GetValueOrDefault(t, t))] } : field;
    }

    /// <summary>Whether the values can be shown again as they lie there.</summary>
    private bool Fits(FieldDefinition kept, FieldDefinition field) =>
        kinds.Find(kept.Kind)?.Form == kinds.Get(field).Form && kept.Scale == field.Scale && kept.Lookup == field.Lookup && kept.Targets.IsEmpty == field.Targets.IsEmpty && kept.Targets.All(field.PointsAt);
}
