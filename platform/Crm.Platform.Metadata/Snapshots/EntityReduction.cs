using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions.Reading;

namespace Crm.Platform.Metadata.Snapshots;

/// <summary>An entity without some of its fields, whole in itself: no key, index or display field names what is gone.</summary>
public static class EntityReduction
{
    public static EntityDefinition Without(this EntityDefinition entity, IReadOnlySet<string> fields)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(fields);
        if (fields.Count == 0)
            return entity;
        var gone = entity.Fields.Where(f => fields.Contains(f.Name)).SelectMany(f => f.Parts.Select(p => p.Name)).Concat(fields).ToHashSet(StringComparer.Ordinal);
        var reduced = new EntityDefinition(entity.Name, [.. entity.Fields.Where(f => !fields.Contains(f.Name))])
        {
            Set = entity.Set,
            Title = entity.Title,
            PluralTitle = entity.PluralTitle,
            Description = entity.Description,
            Icon = entity.Icon,
            Audit = entity.Audit,
            System = entity.System,
            Keys = Whole(entity.Keys, gone),
            Indexes = Whole(entity.Indexes, gone),
            Relations = entity.Relations,
            Link = entity.Link,
        };
        return reduced with { DisplayField = gone.Contains(entity.DisplayField) ? DisplayRule.Default(reduced) : entity.DisplayField };
    }

    private static ImmutableArray<ImmutableArray<string>> Whole(ImmutableArray<ImmutableArray<string>> groups, IReadOnlySet<string> gone) =>
        [.. groups.Where(group => !group.Any(gone.Contains))];
}
