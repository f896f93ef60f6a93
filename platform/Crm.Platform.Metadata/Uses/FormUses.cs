using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Metadata.Uses;

/// <summary>What forms use: their entity, fields with their conditions, related lists.</summary>
internal sealed class FormUses(IFieldKindRegistry kinds) : IUseSource
{
    public IEnumerable<DefinitionUse> Uses(MetadataSnapshot snapshot) => snapshot.Forms.SelectMany(form => Of(form, snapshot));

    private IEnumerable<DefinitionUse> Of(FormDefinition form, MetadataSnapshot snapshot)
    {
        var finder = new UseFinder(DefinitionKinds.Form, form.Name, snapshot, kinds);
        var entity = snapshot.Entity(form.Entity);
        var title = form.Title;
        finder.Entity("entity", form.Entity, $"The form {title} is for it.");
        foreach (var (path, field) in Fields(form))
        {
            finder.Field(path, entity, field.Field, $"The form {title} shows it.");
            if (entity?.Relation(field.Field) is { } relation)
                finder.Entity(path, relation.Target, $"The form {title} shows what is connected.");
            finder.Condition($"{path}.visible", entity, field.Visible, $"On the form {title} it decides whether '{field.Field}' shows.");
            finder.Condition($"{path}.required", entity, field.Required, $"On the form {title} it decides whether '{field.Field}' is required.");
            finder.Condition($"{path}.readOnly", entity, field.ReadOnly, $"On the form {title} it decides whether '{field.Field}' is read-only.");
        }

        foreach (var (index, fact) in form.KeyFacts.Index())
            finder.Field($"keyFacts[{index}]", entity, fact, $"The form {title} shows it beside the title.");
        if (form.Stages is not null)
            finder.Field("stages", entity, form.Stages, $"The form {title} shows it as stages.");
        foreach (var (index, related) in form.Related.Index().Where(r => r.Item.Relation is not null))
            finder.Entity($"related[{index}].relation", related.Entity, $"The form {title} lists its records.").View($"related[{index}].view", related.View, $"The form {title} lists records by it.");
        foreach (var (index, related) in form.Related.Index().Where(r => r.Item.Relation is null))
            finder.Entity($"related[{index}].entity", related.Entity, $"The form {title} lists its records.")
                .Field($"related[{index}].via", snapshot.Entity(related.Entity), related.Via, $"The form {title} lists the records that point here by it.")
                .View($"related[{index}].view", related.View, $"The form {title} lists records by it.");
        return finder.Uses;
    }

    private static IEnumerable<(string Path, FormField Field)> Fields(FormDefinition form) =>
        from tab in form.Tabs.Index()
        from section in tab.Item.Sections.Index()
        from field in section.Item.Fields.Index()
        select ($"{form.PathOf(tab.Index, section.Index)}.fields[{field.Index}]", field.Item);
}
