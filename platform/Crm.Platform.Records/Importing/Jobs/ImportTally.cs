using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Importing.Files;
using Crm.Platform.Records.Importing.Mapping;

namespace Crm.Platform.Records.Importing.Jobs;

/// <summary>Counts what became of the rows.</summary>
internal sealed class ImportTally(ImportPlan plan)
{
    private const int MostProblems = 20;
    private const int MostReasons = 200;

    private readonly List<ImportProblem> _problems = [];
    private readonly Dictionary<(string? Column, string Message), int> _reasons = [];

    public int Created { get; private set; }
    public int Refused { get; private set; }
    public int Unlinked { get; private set; }

    public void Land() => Created++;

    public IReadOnlyList<ImportProblem> Refuse(CsvRow row, Failure failure)
    {
        Refused++;
        return Note(row, failure);
    }

    public IReadOnlyList<ImportProblem> Unlink(CsvRow row, Failure failure)
    {
        Unlinked++;
        return Note(row, failure);
    }

    public ImportJob Apply(ImportJob job, double progress) => job with
    {
        Rows = Created + Refused,
        Created = Created,
        Refused = Refused,
        Unlinked = Unlinked,
        Progress = progress,
        HasErrors = Refused + Unlinked > 0,
        Problems = [.. _problems],
        Reasons = [.. _reasons.OrderByDescending(r => r.Value).Take(MostProblems).Select(r => new ImportReason(r.Key.Column, r.Key.Message, r.Value))],
    };

    private List<ImportProblem> Note(CsvRow row, Failure failure)
    {
        var problems = Problems(failure).Select(p => new ImportProblem(row.Number, p.Path.Length == 0 ? null : plan.HeaderOf(p.Path), p.Code, p.Hint is null ? p.Message : $"{p.Message} {p.Hint}")).ToList();
        foreach (var problem in problems)
        {
            if (_problems.Count < MostProblems)
                _problems.Add(problem);
            var reason = (problem.Column, problem.Message);
            if (_reasons.ContainsKey(reason) || _reasons.Count < MostReasons)
                _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;
        }
        return problems;
    }

    private static ImmutableArray<Problem> Problems(Failure failure) => failure switch
    {
        Invalid { Problems: { IsEmpty: false } problems } => problems,
        Conflict { Problems: { IsEmpty: false } problems } => problems,
        _ => [new Problem("", failure.Code, failure.Message)],
    };
}
