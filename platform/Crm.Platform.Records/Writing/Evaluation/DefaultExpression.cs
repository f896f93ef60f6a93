using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Metadata.Snapshots.Computed;

namespace Crm.Platform.Records.Writing.Evaluation;

/// <summary>What a new record has in a field that its sender leaves out.</summary>
/// <param name="Sources">What it follows from.</param>
internal sealed record DefaultExpression(FieldDefinition Field, CompiledExpression Value, ImmutableArray<ComputedSource> Sources)
{
    public static IEnumerable<DefaultExpression> Of(EntityDefinition entity, MetadataSnapshot snapshot, IFieldKindRegistry kinds) =>
        from field in entity.Fields
        where field.DefaultFormula is not null
        let value = CompiledExpression.Value(field.DefaultFormula!, field, entity, snapshot, kinds)
        select new DefaultExpression(field, value, ComputedSources.Of(entity, value.Typed));
}
