using System.Globalization;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Importing.Files;
using Crm.Platform.Records.Importing.Mapping;
using Crm.Platform.Records.Writing;

namespace Crm.Platform.Records.Importing.Preview;

/// <summary>Checks rows by the rules of the write path, without writing.</summary>
internal sealed class RowPreview(ImportPlan plan, EntityRules rules)
{
    private readonly RecordLayout _layout = new(plan.Entity);

    /// <summary>The record the row would become as far as it goes, and everything wrong with it but taken keys.</summary>
    public (Record Record, List<Problem> Problems) Check(RecordInput input)
    {
        var record = new Record(_layout);
        foreach (var (field, value) in rules.Defaults)
            record[field] = value;
        var problems = new List<Problem>();
        InputCheck.Apply(rules, record, input, problems);
        if (input.Problems.All(p => p.Path.Length > 0))
            InputCheck.Require(rules, record, problems);
        return (record, problems);
    }

    public PreviewRow Show(CsvRow row, Record record, List<Problem> problems) => new(
        row.Number,
        [.. plan.Columns.Select(c => Cell(c, row, record, problems))],
        [.. problems.Where(p => plan.Columns.All(c => c.Field.Name != p.Path)).Select(p => p.Message)]);

    private static PreviewCell Cell(PlannedColumn column, CsvRow row, Record record, List<Problem> problems)
    {
        var problem = problems.Find(p => p.Path == column.Field.Name)?.Message;
        // A lookup's stored value is an id; people know the target by what the file says.
        var text = problem is not null || column.Key is not null || record[column.Field.Name] is not { } value
            ? column.Text(row)
            : column.Kind.Format(value, column.Field, CultureInfo.CurrentCulture);
        return new PreviewCell(column.Header, column.Field.Name, text, problem);
    }
}
