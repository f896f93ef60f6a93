using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Definitions.Reading;

namespace Crm.Platform.Metadata.Snapshots;

/// <summary>Forms over fields that exist. What is lost is left out, the rest of the form works.</summary>
internal sealed class FormChecks(LayoutChecks checks, ModelLog log, IReadOnlyList<ViewDefinition> views)
{
    public List<FormDefinition> Run(IEnumerable<FormDefinition> forms)
    {
        var byEntity = new Dictionary<string, string>(StringComparer.Ordinal);
        var kept = new List<FormDefinition>();
        foreach (var form in forms)
        {
            if (checks.Entity(DefinitionKinds.Form, form.Name, "entity", form.Entity) is not { } entity)
                continue;
            if (byEntity.TryAdd(form.Entity, form.Name))
                kept.Add(Reduce(form, entity));
            else
                log.Add(DefinitionKinds.Form, form.Name, "entity", "duplicate", $"'{form.Entity}' already has the form '{byEntity[form.Entity]}'.", "An entity has one form in this version.");
        }

        return kept;
    }

    private FormDefinition Reduce(FormDefinition form, EntityDefinition entity) => form with
    {
        Tabs = [.. form.Tabs.Select((tab, t) => tab with { Sections = [.. tab.Sections.Select((section, s) => section with { Fields = Fields(form, entity, section, t, s) })] })],
        KeyFacts = [.. form.KeyFacts.Where((name, i) => checks.Field(DefinitionKinds.Form, form.Name, $"keyFacts[{i}]", entity, name))],
        Stages = Stages(form, entity),
        Related = [.. form.Related.Select((related, i) => Related(form, related, i)).OfType<RelatedList>()],
    };

    private ImmutableArray<FormField> Fields(FormDefinition form, EntityDefinition entity, FormSection section, int tab, int at)
    {
        var path = form.PathOf(tab, at);
        return [.. section.Fields.Select((field, i) => (field, path: $"{path}.fields[{i}]")).Where(f => IsField(form, entity, f.path, f.field.Field)).Select(f => Conditions(form, entity, f.field, f.path))];
    }

    private bool IsField(FormDefinition form, EntityDefinition entity, string path, string field) =>
        entity.Relation(field) is { } relation
            ? relation.Kind != RelationKind.Children || Misplaced(form, path, $"'{field}' leads to records of their own; list them as related.")
            : field.Contains('.', StringComparison.Ordinal) && entity.Field(field) is null
            ? Misplaced(form, path, $"'{field}' is a field of another record.")
            : checks.Field(DefinitionKinds.Form, form.Name, path, entity, field);

    /// <summary>A condition that cannot be answered is left out: the field's own setting holds.</summary>
    private FormField Conditions(FormDefinition form, EntityDefinition entity, FormField field, string path) => field with
    {
        Visible = checks.Condition(DefinitionKinds.Form, form.Name, $"{path}.visible", entity, field.Visible) ? field.Visible : null,
        Required = checks.Condition(DefinitionKinds.Form, form.Name, $"{path}.required", entity, field.Required) ? field.Required : null,
        ReadOnly = checks.Condition(DefinitionKinds.Form, form.Name, $"{path}.readOnly", entity, field.ReadOnly) ? field.ReadOnly : null,
    };

    private string? Stages(FormDefinition form, EntityDefinition entity)
    {
        if (form.Stages is null || !checks.Field(DefinitionKinds.Form, form.Name, "stages", entity, form.Stages))
            return null;
        return entity.Field(form.Stages) is { Kind: FieldKinds.Choice } || Misplaced(form, "stages", $"'{form.Stages}' is not a choice field.") ? form.Stages : null;
    }

    private RelatedList? Related(FormDefinition form, RelatedList related, int index)
    {
        var path = $"related[{index}]";
        if (related.Relation is { } name)
            return Relation(form, related, name, path);
        if (checks.Entity(DefinitionKinds.Form, form.Name, $"{path}.entity", related.Entity) is not { } entity
            || !checks.Field(DefinitionKinds.Form, form.Name, $"{path}.via", entity, related.Via))
            return null;
        if (entity.Field(related.Via)?.PointsAt(form.Entity) != true)
        {
            Misplaced(form, $"{path}.via", $"'{related.Via}' of '{related.Entity}' does not point at '{form.Entity}'.");
            return null;
        }

        return related with { View = checks.View(DefinitionKinds.Form, form.Name, $"{path}.view", related.Entity, related.View, views) };
    }

    private RelatedList? Relation(FormDefinition form, RelatedList related, string name, string path)
    {
        var entity = checks.Entities[form.Entity];
        if (entity.Relation(name) is not { } relation)
        {
            log.Add(DefinitionKinds.Form, form.Name, $"{path}.relation", "reference", $"'{entity.Name}' has no relation '{name}'.", Suggestion.For(name, entity.Relations.Select(r => r.Name)));
            return null;
        }
        return related with
        {
            Entity = relation.Target,
            Via = relation.Link is null ? relation.Via : "",
            Title = related.Title ?? relation.Title,
            View = checks.View(DefinitionKinds.Form, form.Name, $"{path}.view", relation.Target, related.View, views),
        };
    }

    private bool Misplaced(FormDefinition form, string path, string message)
    {
        log.Add(DefinitionKinds.Form, form.Name, path, "misplaced", message);
        return false;
    }
}
