using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Records.Writing.Evaluation;

/// <summary>A field that the entity's form requires, at times.</summary>
/// <param name="Visible">Of form and entity; the field is there when all of them hold.</param>
/// <param name="ReadOnly">The form's; the field cannot be filled in when it holds.</param>
/// <param name="Locked">The entity's, which locks stored values only.</param>
internal sealed record FormRequirement(FieldDefinition Field, CompiledExpression Required, ImmutableArray<CompiledExpression> Visible, CompiledExpression? ReadOnly, CompiledExpression? Locked)
{
    public IEnumerable<CompiledExpression> All => new[] { Required, ReadOnly, Locked }.OfType<CompiledExpression>().Concat(Visible);

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
               let visible = new[] { Compile(field.Visible), Compile(definition.VisibleWhen) }.OfType<CompiledExpression>()
               select new FormRequirement(definition, Compile(field.Required)!, [.. visible], Compile(field.ReadOnly), Compile(definition.ReadOnlyWhen));
    }
}
