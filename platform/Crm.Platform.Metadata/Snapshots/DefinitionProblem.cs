using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Snapshots;

/// <summary>What is wrong with one definition.</summary>
/// <param name="Kind">Kind of the definition.</param>
/// <param name="Name">Name of the definition.</param>
/// <param name="File">The file it came from, or <see langword="null"/>.</param>
/// <param name="Problem">Its path is inside the definition's JSON.</param>
public sealed record DefinitionProblem(string Kind, string Name, string? File, Problem Problem)
{
    /// <summary>One line for a log or the health page.</summary>
    public override string ToString() =>
        $"{File ?? $"{Kind} '{Name}'"}{(Problem.Path.Length > 0 ? $" at {Problem.Path}" : "")}: {Problem.Message}{(Problem.Hint is null ? "" : $" {Problem.Hint}")}";
}
