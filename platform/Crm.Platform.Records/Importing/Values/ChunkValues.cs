using Crm.Platform.Abstractions;
using Crm.Platform.Records.Importing.Files;
using Crm.Platform.Records.Importing.Mapping;

namespace Crm.Platform.Records.Importing.Values;

/// <summary>Resolves the lookups of some rows together.</summary>
internal static class ChunkValues
{
    /// <param name="missing">Creates what is not there; <see langword="null"/> changes nothing.</param>
    public static async Task<Failure?> ResolveAsync(ImportPlan plan, IReadOnlyList<CsvRow> rows, LookupResolver lookups, MissingTargets? missing, CancellationToken cancellationToken)
    {
        foreach (var column in plan.Columns)
        {
            if (column.Key is not { } key)
                continue;
            var texts = rows.Where(r => r.Problem is null).Select(column.Text).ToList();
            if (await lookups.ResolveAsync(key, texts, cancellationToken) is { } failure)
                return failure;
            // Of its own kind only when all rows are in: the target may be a later one.
            if (column is { Missing: MissingTarget.Create, IsSelf: false } && missing is not null && await missing.CreateAsync(key, texts, cancellationToken) is { } refused)
                return refused;
        }
        return null;
    }
}
