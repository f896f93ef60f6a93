using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing;

namespace Crm.Platform.Metadata.Snapshots;

/// <summary>Collects the problems of a whole model and knows which file each definition came from.</summary>
internal sealed class ModelLog(IEnumerable<StoredDefinition> definitions)
{
    private readonly List<DefinitionProblem> _problems = [];
    private readonly Dictionary<(string Kind, string Name), string?> _files = definitions.DistinctBy(d => (d.Kind, d.Name)).ToDictionary(d => (d.Kind, d.Name), d => d.File);

    public ImmutableArray<DefinitionProblem> Problems => [.. _problems.DistinctBy(p => (p.Kind, p.Name, p.File, p.Problem.Path, p.Problem.Code))];

    public void Add(string kind, string name, string path, string code, string message, string? hint = null) =>
        Add(kind, name, new Problem(path, "definition." + code, message) { Hint = hint });

    public void Add(string kind, string name, Problem problem) => _problems.Add(new DefinitionProblem(kind, name, _files.GetValueOrDefault((kind, name)), problem));

    public void Add(StoredDefinition definition, Problem problem) => _problems.Add(new DefinitionProblem(definition.Kind, definition.Name, definition.File, problem));
}
