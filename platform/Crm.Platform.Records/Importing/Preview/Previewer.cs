using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Importing.Files;
using Crm.Platform.Records.Importing.Mapping;
using Crm.Platform.Records.Importing.Values;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Writing;

namespace Crm.Platform.Records.Importing.Preview;

/// <summary>Goes through a file as an import would and tells what would come of it.</summary>
internal sealed class Previewer(ImportPlanner planner, IRecordReader reader)
{
    private const int Shown = 20;
    private const int MostRows = 100_000;
    private const int ChunkSize = 1000;

    /// <summary>A file that cannot be read at all fails; a mapping that does not fit comes back with its problems.</summary>
    public async Task<Result<ImportPreview>> RunAsync(string path, string fileName, ImportMapping mapping, Caller caller, CancellationToken cancellationToken)
    {
        var head = await planner.HeadAsync(path, mapping, caller, cancellationToken);
        if (!head.IsSuccess)
            return head.Failure;
        var preview = Describe(head.Value, fileName, mapping);
        if (head.Value.Plan is not { IsSuccess: true } plan)
            return preview with { Problems = head.Value.Plan.Failure is Invalid invalid ? invalid.Problems : [] };

        var source = await CsvSource.OpenAsync(path, head.Value.Delimiter, planner.Limits, cancellationToken);
        if (!source.IsSuccess)
            return source.Failure;
        await using var rows = source.Value;
        return await ScanAsync(rows, plan.Value, planner.Rules(plan.Value.Entity, caller), preview, caller, cancellationToken);
    }

    private static ImportPreview Describe(FileHead head, string fileName, ImportMapping mapping) => new(mapping.Entity, fileName)
    {
        Encoding = head.Text.Name,
        EncodingAssumed = head.Text.Assumed,
        Delimiter = head.Delimiter,
        Columns = [.. head.Headers.Select((header, i) => new PreviewColumn(header, [.. head.Samples(i).Distinct().Take(3)], MappingOf(head, mapping, header)))],
    };

    private static ColumnMapping? MappingOf(FileHead head, ImportMapping mapping, string header)
    {
        var guess = head.Guess.GetValueOrDefault(header);
        if (mapping.Columns is null)
            return guess;
        return mapping.Columns.FirstOrDefault(c => string.Equals(c.Key, header, StringComparison.OrdinalIgnoreCase)).Value is { } column
            ? column with { Field = column.Field ?? (column.Guess ? guess?.Field : null), Key = column.Key ?? (column.Guess ? guess?.Key : null) }
            : null;
    }

    private async Task<Result<ImportPreview>> ScanAsync(CsvSource source, ImportPlan plan, EntityRules rules, ImportPreview preview, Caller caller, CancellationToken cancellationToken)
    {
        var lookups = new LookupResolver(reader, caller, plan.Culture);
        var (converter, check, issues) = (new RowConverter(plan, lookups), new RowPreview(plan, rules), new ValueIssues());
        var shown = ImmutableArray.CreateBuilder<PreviewRow>(Shown);
        var (count, refused) = (0, 0);
        await foreach (var chunk in source.ReadAsync(cancellationToken).Take(MostRows).Chunk(ChunkSize).WithCancellation(cancellationToken))
        {
            if (await ChunkValues.ResolveAsync(plan, chunk, lookups, null, cancellationToken) is { } failure)
                return failure;
            foreach (var row in chunk)
            {
                var links = new List<SelfLink>();
                var (record, problems) = check.Check(converter.Convert(row, default, links));
                issues.Note(plan, row, problems, links);
                // What the import would create is no reason to refuse.
                problems.RemoveAll(p => p.Code == "import.lookup" && plan.Columns.Any(c => c.Field.Name == p.Path && c.Missing == MissingTarget.Create));
                count++;
                refused += problems.Count > 0 ? 1 : 0;
                if (shown.Count < Shown)
                    shown.Add(check.Show(row, record, problems));
            }
        }
        return preview with { Rows = shown.ToImmutable(), RowCount = count, RefusedRows = refused, Complete = count < MostRows, Values = await issues.ListAsync(new Suggestions(reader, caller), cancellationToken) };
    }
}
