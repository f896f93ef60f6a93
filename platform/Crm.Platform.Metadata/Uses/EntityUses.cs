using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Relations;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Metadata.Uses;

/// <summary>What entities use: the targets of their lookups, and fields in formulas, keys, indexes and names.</summary>
internal sealed class EntityUses(IFieldKindRegistry kinds) : IUseSource
{
    public IEnumerable<DefinitionUse> Uses(MetadataSnapshot snapshot) => snapshot.Entities.SelectMany(entity => Of(entity, snapshot));

    private IEnumerable<DefinitionUse> Of(EntityDefinition entity, MetadataSnapshot snapshot)
    {
        var finder = new UseFinder(DefinitionKinds.Entity, entity.Name, snapshot, kinds);
        Relations(finder, entity, snapshot);
        if (entity.Link is not null)
            return [];
        foreach (var field in entity.Fields)
        {
            if (field.Lookup is not null)
                finder.Entity($"properties.{field.Name}.x-crm.lookup", field.Lookup, $"The field {field.Title} of {entity.Title} points at it.");
            foreach (var (index, target) in field.Targets.Where(t => t != FieldDefinition.AnyEntity).Index())
                finder.Entity($"properties.{field.Name}.x-crm.lookup[{index}]", target, $"The field {field.Title} of {entity.Title} points at it.");
            finder.Formula($"properties.{field.Name}.x-crm.formula", entity, field, $"The field {field.Title} of {entity.Title} is computed from it.");
            Conditions(finder, entity, field);
            if (field.Rollup is { } rollup)
                RollUp(finder, snapshot.Entity(rollup.Entity), rollup, $"properties.{field.Name}.x-crm.rollup", $"The field {field.Title} of {entity.Title} sums it up.");
        }

        if (entity.DisplayField != SystemFields.Id)
            finder.Field("x-crm.display", entity, entity.DisplayField, $"It names the records of {entity.Title}.");
        Groups(finder, "x-crm.keys", entity, entity.Keys, $"It is part of a key of {entity.Title}.");
        Groups(finder, "x-crm.indexes", entity, entity.Indexes, $"It is part of an index of {entity.Title}.");
        return finder.Uses;
    }

    private static void Relations(UseFinder finder, EntityDefinition entity, MetadataSnapshot snapshot)
    {
        foreach (var relation in entity.Relations)
        {
            var (path, message) = ($"x-crm.relations.{relation.Name}", $"{relation.Title} of {entity.Title} leads to it.");
            finder.Entity($"{path}.{RelationReader.WordOf(relation.Kind)}", relation.Target, message);
            var pointing = snapshot.Entity(relation.Pointing);
            if (relation.Link is { } link && pointing is { Link: null })
                finder.Entity($"{path}.link", link, message).Field($"{path}.to", pointing, relation.Onward!, message);
            if (pointing is { Link: null })
                finder.Field($"{path}.via", pointing, relation.Via, message);
            if (relation.Sort is not null)
                finder.Field($"{path}.sort", snapshot.Entity(relation.Target), relation.Sort, $"{relation.Title} of {entity.Title} are in order of it.");
        }
    }

    private static void Conditions(UseFinder finder, EntityDefinition entity, FieldDefinition field)
    {
        var (path, message) = ($"properties.{field.Name}.x-crm", $"It decides about the field {field.Title} of {entity.Title}.");
        finder.Condition($"{path}.required", entity, field.RequiredWhen, message).Condition($"{path}.readOnly", entity, field.ReadOnlyWhen, message)
            .Condition($"{path}.visible", entity, field.VisibleWhen, message).Condition($"{path}.options", entity, field.OptionsWhen, message)
            .Value($"{path}.default", entity, field, field.DefaultFormula, $"The field {field.Title} of {entity.Title} begins with it.");
        foreach (var choice in field.Choices)
            finder.Condition($"{path}.options.{choice.Value}", entity, choice.When, message);
    }

    private static void RollUp(UseFinder finder, EntityDefinition? child, RollupDefinition rollup, string path, string message)
    {
        finder.Entity($"{path}.entity", rollup.Entity, message).Field($"{path}.via", child, rollup.Via, message).Condition($"{path}.where", child, rollup.Where, message);
        if (rollup.Field is not null)
            finder.Field($"{path}.field", child, rollup.Field, message);
    }

    /// <summary>A group of one field is that field's own affair.</summary>
    private static void Groups(UseFinder finder, string path, EntityDefinition entity, ImmutableArray<ImmutableArray<string>> groups, string message)
    {
        foreach (var field in groups.Where(g => g.Length > 1).SelectMany(g => g))
            finder.Field(path, entity, field, message);
    }
}
