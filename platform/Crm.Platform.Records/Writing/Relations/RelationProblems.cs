using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Writing.Relations;

/// <summary>Problems of the records of a relation, each at its place in what was sent.</summary>
internal sealed class RelationProblems(string relation)
{
    private readonly List<Problem> _problems = [];

    public IReadOnlyList<Problem> All => _problems;

    public void Add(int index, string path, string code, string message, string? hint = null) => _problems.Add(new Problem(At(index, path), code, message) { Hint = hint });

    /// <summary>Of the relation as a whole.</summary>
    public void Add(string code, string message, string? hint = null) => _problems.Add(new Problem(relation, code, message) { Hint = hint });

    /// <summary>Takes notice of a refusal; what is wrong with values is kept, so that the sender learns of all of it.</summary>
    /// <param name="part">What stands between the item and its values: the link; otherwise empty.</param>
    /// <returns>A failure to stop at, or <see langword="null"/> to go on.</returns>
    public Failure? Take(int index, Failure failure, string part = "")
    {
        switch (failure)
        {
            case Invalid invalid:
                _problems.AddRange(invalid.Problems.Select(p => p with { Path = At(index, Join(part, p.Path)) }));
                return null;
            case NotFound:
                Add(index, SystemFields.Id, "relation.unknown", failure.Message);
                return null;
            case Conflict conflict:
                return conflict with { Problems = [.. conflict.Problems.Select(p => p with { Path = At(index, Join(part, p.Path)) })] };
            default:
                return failure;
        }
    }

    private static string Join(string part, string path) => part.Length == 0 ? path : path.Length == 0 ? part : $"{part}.{path}";

    private string At(int index, string path) => path.Length == 0 ? $"{relation}[{index}]" : $"{relation}[{index}].{path}";
}
