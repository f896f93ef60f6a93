using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Records.Importing.Mapping;
using Crm.Platform.Records.Importing.Values;
using Crm.Platform.Records.Reading;

namespace Crm.Platform.Records.Importing.Preview;

/// <summary>Existing values near to what a file says.</summary>
internal sealed class Suggestions(IRecordReader reader, Caller caller)
{
    private const int Prefix = 2;

    private readonly Dictionary<LookupKey, RecordPage?> _first = [];

    public async Task<string?> ForAsync(PlannedColumn column, string text, CancellationToken cancellationToken)
    {
        if (column.Key is not { } key)
            return NearestValue.Find(text, column.Field.Choices.SelectMany(c => new[] { c.Label, c.Value }));
        return key.Kind.Storage == StorageType.Text ? NearestValue.Find(text, await CandidatesAsync(key, text, cancellationToken)) : null;
    }

    private async Task<IEnumerable<string>> CandidatesAsync(LookupKey key, string text, CancellationToken cancellationToken)
    {
        if (!_first.TryGetValue(key, out var first))
            _first[key] = first = await PageAsync(key, null, cancellationToken);
        // Among many, only those that begin alike are compared.
        var page = first is { HasMore: true } && text.Length >= Prefix
            ? await PageAsync(key, new CallNode("startsWith", [new PathNode([key.Field.Name]), new LiteralNode(text[..Prefix])]), cancellationToken)
            : first;
        return page?.Rows.Select(r => r.Record[key.Field.Name]).OfType<string>() ?? [];
    }

    private async Task<RecordPage?> PageAsync(LookupKey key, ExpressionNode? filter, CancellationToken cancellationToken)
    {
        var page = await reader.QueryAsync(new RecordQuery(key.Target.Name) { Filter = filter, Sort = [new RecordSort(key.Field.Name)], Top = RecordQuery.MaxTop }, caller, cancellationToken);
        return page.IsSuccess ? page.Value : null;
    }
}
