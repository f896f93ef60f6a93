using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Publishing;
using Crm.Platform.Metadata.Relations;

namespace Crm.Platform.Metadata.Snapshots;

/// <summary>Collects the problems of a whole model and knows which file each definition came from.</summary>
internal sealed class ModelLog(IEnumerable<StoredDefinition> definitions)
{
    private readonly List<DefinitionProblem> _problems = [];
    private Dictionary<string, GeneratedLink> _links = [];
    private readonly Dictionary<(string Kind, string Name), string?> _files = definitions.DistinctBy(d => (d.Kind, d.Name)).ToDictionary(d => (d.Kind, d.Name), d => d.File);

    public ImmutableArray<DefinitionProblem> Problems => [.. _problems.DistinctBy(p => (p.Kind, p.Name, p.File, p.Problem.Path, p.Problem.Code))];

    /// <summary>What is wrong with a link is told where its relation is declared.</summary>
    public void Redirect(IEnumerable<GeneratedLink> links) => _links = links.DistinctBy(l => l.Shape.Name).ToDictionary(l => l.Shape.Name, StringComparer.Ordinal);

    public void Add(string kind, string name, string path, string code, string message, string? hint = null) =>
        Add(kind, name, new Problem(path, "definition." + code, message) { Hint = hint });

    public void Add(string kind, string name, Problem problem)
    {
        if (kind == DefinitionKinds.Entity && _links.GetValueOrDefault(name) is { } link)
            (name, problem) = (link.Entity, problem with { Path = link.PathOf(problem.Path) });
        _problems.Add(new DefinitionProblem(kind, name, _files.GetValueOrDefault((kind, name)), problem));
    }

    public void Add(StoredDefinition definition, Problem problem) => _problems.Add(new DefinitionProblem(definition.Kind, definition.Name, definition.File, problem));
}
