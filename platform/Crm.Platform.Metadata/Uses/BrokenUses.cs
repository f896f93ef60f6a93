using System.Collections.Immutable;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Publishing;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Metadata.Uses;

/// <summary>Which definitions a change leaves with something that is gone, and what became of it.</summary>
internal sealed class BrokenUses(WhereUsed uses)
{
    /// <summary>The problems the definitions in force do not have. Where one is a use of something removed or renamed, the message says how it is used and what it is called now.</summary>
    public ImmutableArray<BrokenUse> Of(ModelReading before, ModelReading after, ImmutableArray<SnapshotOperation> operations)
    {
        var known = before.Problems.Select(Key).ToHashSet();
        var problems = after.Problems.Where(p => !known.Contains(Key(p))).ToList();
        if (problems.Count == 0)
            return [];
        var fates = Fates(operations);
        var gone = uses.All(before.Snapshot).Where(u => fates.ContainsKey(u.Target)).ToLookup(u => (u.Kind, u.Name, u.Path));
        return [.. problems.Select(p => new BrokenUse(p.Kind, p.Name, p.Problem.Path, Message(p, gone[(p.Kind, p.Name, p.Problem.Path)].FirstOrDefault(), fates)))];
    }

    private static string Message(DefinitionProblem problem, DefinitionUse? use, Dictionary<UseTarget, string> fates) =>
        use is null ? problem.Problem.Message : $"{problem.Problem.Message} {use.Message} {fates[use.Target]}";

    private static Dictionary<UseTarget, string> Fates(ImmutableArray<SnapshotOperation> operations)
    {
        var entities = operations.OfType<RenameEntity>().ToDictionary(r => r.Subject, r => r.From, StringComparer.Ordinal);
        string Before(string entity) => entities.GetValueOrDefault(entity, entity);
        var fates = new Dictionary<UseTarget, string>();
        foreach (var operation in operations)
            if (operation is RemoveEntity entity)
                fates[new(DefinitionKinds.Entity, entity.Subject)] = "It is removed.";
            else if (operation is RenameEntity renamed)
                fates[new(DefinitionKinds.Entity, renamed.From)] = $"It is called '{renamed.Subject}' now.";
            else if (operation is RemoveField field)
                fates[new(DefinitionKinds.Entity, Before(field.Subject), field.Definition.Name)] = "It is removed.";
            else if (operation is RenameField moved)
                fates[new(DefinitionKinds.Entity, Before(moved.Subject), moved.From)] = $"It is called '{moved.Definition.Name}' now.";
            else if (operation is ChangeLayout { Change: "remove" } layout)
                fates[new(layout.LayoutKind, layout.Name)] = "It is removed.";
        return fates;
    }

    private static (string, string, string, string) Key(DefinitionProblem problem) => (problem.Kind, problem.Name, problem.Problem.Path, problem.Problem.Code);
}
