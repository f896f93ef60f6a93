using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Importing.Files;
using Crm.Platform.Records.Importing.Mapping;
using Crm.Platform.Records.Importing.Values;

namespace Crm.Platform.Records.Importing.Preview;

/// <summary>Counts the values that stand for nothing.</summary>
internal sealed class ValueIssues
{
    private const int MostCounted = 10_000;
    private const int MostShown = 50;

    private readonly Dictionary<(PlannedColumn Column, string Text), int> _counts = [];
    private readonly HashSet<string> _ownKeys = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Notes the row's lookups and choices that have a problem, and the lookups left for the second pass.</summary>
    public void Note(ImportPlan plan, CsvRow row, IReadOnlyList<Problem> problems, IReadOnlyList<SelfLink> links)
    {
        foreach (var column in plan.Columns)
        {
            if (column.Text(row) is not { Length: > 0 } text)
                continue;
            if (plan.Columns.Any(c => c.IsSelf && c.Key!.Field.Name == column.Field.Name) && _ownKeys.Count < MostCounted)
                _ownKeys.Add(text);
            if (IsOpen(column) && (problems.Any(p => p.Path == column.Field.Name) || links.Any(l => l.Column == column)) && (_counts.Count < MostCounted || _counts.ContainsKey((column, text))))
                _counts[(column, text)] = _counts.GetValueOrDefault((column, text)) + 1;
        }
    }

    public async Task<ImmutableArray<ValueIssue>> ListAsync(Suggestions suggestions, CancellationToken cancellationToken)
    {
        var issues = ImmutableArray.CreateBuilder<ValueIssue>();
        foreach (var ((column, text), rows) in _counts.Where(c => !(c.Key.Column.IsSelf && _ownKeys.Contains(c.Key.Text))).OrderByDescending(c => c.Value).Take(MostShown))
            issues.Add(new ValueIssue(column.Header, column.Field.Name, text, rows, await suggestions.ForAsync(column, text, cancellationToken)));
        return issues.ToImmutable();
    }

    private static bool IsOpen(PlannedColumn column) => column.Key is not null || !column.Field.Choices.IsEmpty;
}
