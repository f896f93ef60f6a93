using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Records.Writing.Evaluation;

/// <summary>A field that the entity's form requires, at times.</summary>
internal sealed record FormRequirement(FieldDefinition Field, CompiledExpression Required, CompiledExpression? Visible, CompiledExpression? ReadOnly)
{
    public IEnumerable<CompiledExpression> All => new[] { Required, Visible, ReadOnly }.OfType<CompiledExpression>();

    public static IEnumerable<FormRequirement> Of(EntityDefinition entity, MetadataSnapshot snapshot, IFieldKindRegistry kinds)
    {
        CompiledExpression? Compile(string? text) => text is null ? null : CompiledExpression.Condition(text, entity, snapshot, kinds);
        return from form in snapshot.Forms.Where(f => f.Entity == entity.Name).Take(1)
               from tab in form.Tabs
               from section in tab.Sections
               from field in section.Fields
               where field.Required is not null
               let definition = entity.Field(field.Field)
               where definition is { ReadOnly: false }
               select new FormRequirement(definition, Compile(field.Required)!, Compile(field.Visible), Compile(field.ReadOnly));
    }
}
