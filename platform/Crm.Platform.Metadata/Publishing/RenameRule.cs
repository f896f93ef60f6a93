using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Layers;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Metadata.Publishing;

/// <summary>Renames that cannot be meant. A mark that names nothing, as in shipped files long after their upgrade, is no fault.</summary>
internal static class RenameRule
{
    public static IEnumerable<DefinitionProblem> Faults(MetadataSnapshot before, MetadataSnapshot after, IReadOnlyList<RenameMark> marks)
    {
        var seen = new HashSet<(string?, string)>();
        foreach (var mark in marks)
            if (Fault(before, after, mark) is { } fault)
                yield return Of(mark, fault);
            else if (!seen.Add((mark.Field is null ? null : mark.Entity, mark.From)))
                yield return Of(mark, $"'{mark.From}' is renamed twice; it can become one only.");
    }

    private static string? Fault(MetadataSnapshot before, MetadataSnapshot after, RenameMark mark)
    {
        if (mark.Field is null)
            return before.Entity(mark.Entity) is null && before.Entity(mark.From) is not null && after.Entity(mark.From) is not null ? StillThere(mark) : null;
        // Of an entity renamed along with its field only the new name is looked at: what stayed in it is still there.
        var old = before.Entity(mark.Entity);
        return old?.Field(mark.From) is not null && old.Field(mark.Field) is null && after.Entity(mark.Entity)?.Field(mark.From) is not null ? StillThere(mark) : null;
    }

    private static string StillThere(RenameMark mark) => $"'{mark.From}' is still there, so it cannot become '{mark.Field ?? mark.Entity}'. Remove it in the same draft, or publish twice where names are exchanged.";

    private static DefinitionProblem Of(RenameMark mark, string message) => new(
        DefinitionKinds.Entity, mark.Entity, null, new Problem($"{(mark.Field is null ? "" : $"properties.{mark.Field}.")}x-crm.{RenameMarks.Property}", "publish.rename", message));
}
