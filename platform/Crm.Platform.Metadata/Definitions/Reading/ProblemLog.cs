using System.Collections.Immutable;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Definitions.Reading;

/// <summary>Collects problems at their paths. A child log writes into the same list under a longer path.</summary>
internal sealed class ProblemLog
{
    private readonly List<Problem> _problems;
    private readonly string _path;

    public ProblemLog()
        : this([], "")
    {
    }

    private ProblemLog(List<Problem> problems, string path)
    {
        _problems = problems;
        _path = path;
    }

    public bool IsEmpty => _problems.Count == 0;

    /// <summary>In order found, one per path and code: the schema and the meaning often stumble over the same place.</summary>
    public ImmutableArray<Problem> Problems => [.. _problems.DistinctBy(p => (p.Path, p.Code))];

    /// <summary>A log whose paths begin with <paramref name="path"/>.</summary>
    public ProblemLog At(string path) => new(_problems, Join(path));

    /// <summary>A log whose paths begin with the item's index.</summary>
    public ProblemLog At(string path, int index) => At($"{path}[{index}]");

    public void Add(string path, string code, string message, string? hint = null) =>
        _problems.Add(new Problem(Join(path), "definition." + code, message) { Hint = hint });

    /// <summary>Adds a problem whose path begins where this log is.</summary>
    public void Report(Problem problem) => _problems.Add(problem with { Path = Join(problem.Path) });

    private string Join(string path) =>
        _path.Length == 0 ? path : path.Length == 0 ? _path : path[0] == '[' ? _path + path : $"{_path}.{path}";
}
