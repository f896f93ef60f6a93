using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Publishing.Values;

/// <summary>Tells which changes of a field stored values might not follow.</summary>
internal static class ValueRules
{
    /// <summary>Whether values must be looked at: another kind or scale, or a limit that is narrower.</summary>
    public static bool AreNarrower(FieldDefinition before, FieldDefinition after) =>
        before.Parts.IsEmpty && after.Parts.IsEmpty && (
        before.Kind != after.Kind
        || before.Scale != after.Scale
        // Without a length of its own a field has its kind's, so a changed one may be narrower whichever is given.
        || (before.MaxLength != after.MaxLength && !(after.MaxLength >= before.MaxLength))
        || (after.MinLength is not null && !(before.MinLength >= after.MinLength))
        || (after.Maximum is not null && !(before.Maximum <= after.Maximum))
        || (after.Minimum is not null && !(before.Minimum >= after.Minimum))
        || (after.Pattern is not null && after.Pattern != before.Pattern)
        || before.Choices.Any(c => !after.Choices.Any(a => a.Value == c.Value)));
}
