using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Metadata.Publishing;

/// <summary>Tells a use of something this very publish removes or renames from an ordinary mistake.</summary>
internal sealed class RemovedNames(IEnumerable<SnapshotOperation> operations)
{
    private readonly HashSet<string> _quoted = [.. operations.SelectMany(Names).Select(name => $"'{name}'")];

    /// <summary>Whether the problem is a reference to something gone. Messages quote the name that was not found.</summary>
    public bool Explains(DefinitionProblem problem) =>
        problem.Problem.Code is "definition.reference" or "expression.unknown_field" && _quoted.Any(name => problem.Problem.Message.Contains(name, StringComparison.Ordinal));

    private static IEnumerable<string> Names(SnapshotOperation operation) => operation switch
    {
        RemoveEntity removed => [removed.Subject],
        RenameEntity renamed => [renamed.From],
        RemoveField removed => [removed.Definition.Name, removed.Definition.NavigationName, .. removed.Definition.Parts.Select(p => p.Name)],
        RenameField renamed => [renamed.From, renamed.Before.NavigationName, .. renamed.Before.Parts.Select(p => p.Name)],
        ChangeLayout { Change: "remove" } removed => [removed.Name],
        _ => [],
    };
}
