using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing.Matching;

namespace Crm.Platform.Metadata.Publishing.Values;

/// <summary>Holds a change of definitions against the records that are there. Reads only, and only entities whose rules become narrower.</summary>
internal sealed class DataExaminer(IDefinitionStore store, IFieldKindRegistry kinds)
{
    public async Task<ExaminedChange> ExamineAsync(PublishChange change, CancellationToken cancellationToken)
    {
        var findings = new ExaminedChange.Builder(change);
        var names = new TargetNames(change.Operations);
        var bySubject = change.Operations.ToLookup(o => o.Subject, StringComparer.Ordinal);
        foreach (var match in change.Matches.Where(m => m.Before is not null && bySubject.Contains(m.After.Name)))
        {
            var examination = EntityExamination.For(match, [.. bySubject[match.After.Name]], names, kinds);
            if (examination is not null)
                await foreach (var record in store.RowsAsync(examination.Stored, cancellationToken))
                    examination.Look(record);
            if (examination is not null)
                findings.Add(examination);
            await AddNewRequiredAsync(findings, match, cancellationToken);
        }

        return findings.Build();
    }

    private async Task AddNewRequiredAsync(ExaminedChange.Builder findings, EntityMatch match, CancellationToken cancellationToken)
    {
        var required = match.Fields.Where(f => f.Before is null && f.After.Required).ToList();
        if (required.Count > 0 && await store.CountAsync(StoredRecords.Of(match), cancellationToken) is > 0 and var records)
            foreach (var field in required)
                findings.AddGap(match, field, records);
    }
}
