using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Checking;

namespace Crm.Platform.Metadata.Snapshots.Computed;

/// <summary>A roll-up with everything it names.</summary>
/// <param name="Child">Entity of the records that are summed up.</param>
/// <param name="Via">Their lookup.</param>
/// <param name="Field">Their field that is summed up; <see langword="null"/> for a count.</param>
/// <param name="Where">Condition over them, or <see langword="null"/> for all.</param>
public sealed record TypedRollup(RollupFunction Function, EntityDefinition Child, FieldDefinition Via, FieldDefinition? Field, TypedExpression? Where);
