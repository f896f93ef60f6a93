using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Publishing.Values;

/// <summary>Tells which changes of a field stored values might not follow.</summary>
internal static class ValueRules
{
    /// <summary>Whether values must be looked at: another kind or scale, or a limit that is narrower.</summary>
    public static bool AreNarrower(FieldDefinition before, FieldDefinition after) =>
        // What says which entity a lookup points at is looked at with the lookup.
        before.Parts.IsEmpty && after.Parts.IsEmpty && (before.TypeOf is null || after.TypeOf is null) && (
        before.Kind != after.Kind
        || before.Scale != after.Scale
        // Without a length of its own a field has its kind's, so a changed one may be narrower whichever is given.
        || (before.MaxLength != after.MaxLength && !(after.MaxLength >= before.MaxLength))
        || (after.MinLength is not null && !(before.MinLength >= after.MinLength))
        || (after.Maximum is not null && !(before.Maximum <= after.Maximum))
        || (after.Minimum is not null && !(before.Minimum >= after.Minimum))
        || (after.Pattern is not null && after.Pattern != before.Pattern)
        || before.Choices.Any(c => !after.Choices.Any(a => a.Value == c.Value)));

    /// <summary>Whether a lookup of several entities may no longer point at some of them.</summary>
    public static bool LosesTargets(FieldDefinition before, FieldDefinition after) =>
        after.IsLookup && !before.Targets.All(after.PointsAt);
}
