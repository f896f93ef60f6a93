using Crm.Platform.Abstractions;
using Crm.Platform.Records.Importing.Files;
using Crm.Platform.Records.Importing.Mapping;
using Crm.Platform.Records.Writing;

namespace Crm.Platform.Records.Importing.Values;

/// <summary>Turns rows into input for the write path. Lookups must be resolved before.</summary>
internal sealed class RowConverter(ImportPlan plan, LookupResolver lookups)
{
    /// <param name="links">Takes the lookups that may point at a later row of the file.</param>
    public RecordInput Convert(CsvRow row, Guid id, List<SelfLink> links)
    {
        var input = new RecordInput { Id = id, IsImported = true };
        if (row.Problem is not null)
            return input.Report(row.Problem);
        foreach (var column in plan.Columns)
            if (column.Text(row) is { Length: > 0 } text)
                Set(input, column, text, row, links);
        return input;
    }

    private void Set(RecordInput input, PlannedColumn column, string text, CsvRow row, List<SelfLink> links)
    {
        if (column.Key is not null)
            SetLookup(input, column, column.Key, text, row, links);
        else if (column.Kind.Parse(text, column.Field, plan.Culture) is var parsed && parsed.IsSuccess)
            input.Set(column.Field.Name, parsed.Value);
        else
            input.Report(new Problem(column.Field.Name, parsed.Failure!.Code, parsed.Failure.Message));
    }

    private void SetLookup(RecordInput input, PlannedColumn column, LookupKey key, string text, CsvRow row, List<SelfLink> links)
    {
        var hit = lookups.Find(key, text);
        if (hit.Id is { } id)
            input.Point(column.Field, key.Target.Name, id);
        else if (column.IsSelf && hit.Reason is null)
            links.Add(new SelfLink(row, input.Id!.Value, column));
        else if (column.Missing != MissingTarget.Empty)
            input.Report(Unresolved(column, key, text, hit));
    }

    public static Problem Unresolved(PlannedColumn column, LookupKey key, string text, LookupHit hit) => new(
        column.Field.Name,
        hit.Reason is null ? "import.lookup" : "import.lookup_ambiguous",
        hit.Reason ?? $"There is no {key.Target.Title.ToLowerInvariant()} with the {key.Field.Title.ToLowerInvariant()} '{(text.Length <= 60 ? text : text[..60] + "…")}'.");
}

/// <summary>A lookup to link once all rows are in.</summary>
internal sealed record SelfLink(CsvRow Row, Guid Id, PlannedColumn Column);
