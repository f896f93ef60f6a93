using System.Collections.Immutable;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Writing;

/// <summary>What the pipeline needs of one entity, worked out once per snapshot.</summary>
internal sealed class EntityRules
{
    public EntityRules(EntityDefinition entity, IFieldKindRegistry kinds)
    {
        Entity = entity;
        Fields = [.. entity.Fields.Select(f => new FieldRule(f, kinds.Get(f)))];
        Owner = new FieldRule(entity.Field(SystemFields.OwnerId)!, kinds.Get(entity.Field(SystemFields.OwnerId)!));
        Lookups = [.. Fields.Append(Owner).Where(f => f.Field.IsLookup)];
        Several = [.. Lookups.Where(f => f.Field.TypeField is not null).Select(f => (f, Fields.First(t => t.Field.Name == f.Field.TypeField)))];
        Required = [.. Fields.Where(f => f.Field.Required)];
        Defaults = [.. Fields.Where(f => f.Field.Default is not null).Select(f => (f.Field.Name, f.Kind.ReadJson(f.Field.Default!.Value, f.Field))).Where(d => d.Item2.IsSuccess).Select(d => (d.Name, d.Item2.Value))];
    }

    public EntityDefinition Entity { get; }

    /// <summary>In slot order.</summary>
    public ImmutableArray<FieldRule> Fields { get; }

    /// <summary>The one system field people may set.</summary>
    public FieldRule Owner { get; }

    public ImmutableArray<FieldRule> Lookups { get; }

    /// <summary>The lookups of several entities, each with the field that says which.</summary>
    public ImmutableArray<(FieldRule Lookup, FieldRule Type)> Several { get; }

    public ImmutableArray<FieldRule> Required { get; }

    public ImmutableArray<(string Field, object Value)> Defaults { get; }
}

/// <summary>A field with its kind.</summary>
internal sealed record FieldRule(FieldDefinition Field, IFieldKind Kind);
