using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Publishing.Values;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Metadata.Publishing;

/// <summary>Changes of a field that no value could follow.</summary>
internal static class StorageRule
{
    private const string Hint = "Add a field of another name, copy the values, then remove this one.";

    public static DefinitionProblem? Fault(ChangeField change, IFieldKindRegistry kinds)
    {
        var (before, after) = (change.Before, change.After);
        if (!ValueConversion.IsPossible(before, after, kinds))
            return Of(change, "type", "publish.storage_type", $"'{after.Name}' is stored as {before.Kind} and cannot become {after.Kind}.");
        // From several entities to others is a question of what the records point at.
        return before.Lookup is { } target && !after.PointsAt(target)
            ? Of(change, "x-crm.lookup", "publish.lookup", $"'{after.Name}' points at '{target}' and cannot point at '{(after.Lookup ?? string.Join("', '", after.Targets))}'.")
            : null;
    }

    private static DefinitionProblem Of(ChangeField change, string path, string code, string message) =>
        new(DefinitionKinds.Entity, change.Subject, null, new Problem($"properties.{change.Field}.{path}", code, message) { Hint = Hint });
}
