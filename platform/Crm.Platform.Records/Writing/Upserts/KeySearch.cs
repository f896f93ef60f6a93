using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Records.Reading;

namespace Crm.Platform.Records.Writing.Upserts;

/// <summary>Finds live records by the values of a key.</summary>
internal sealed class KeySearch(IRecordReader reader, IFieldKindRegistry kinds)
{
    // Few sizes only: each other number of values would be another statement to compile.
    private static readonly int[] Sizes = [1, 10, 100];

    /// <returns>Ids by key, of those the caller may see.</returns>
    public async Task<Result<Dictionary<KeyValues, Guid>>> FindAsync(string entity, ImmutableArray<FieldDefinition> key, IEnumerable<KeyValues> wanted, Caller caller, CancellationToken cancellationToken)
    {
        var found = new Dictionary<KeyValues, Guid>();
        foreach (var some in wanted.Distinct().Chunk(Sizes[^1]))
        {
            var page = await reader.QueryAsync(new RecordQuery(entity) { Filter = Any(key, some), Top = RecordQuery.MaxTop }, caller, cancellationToken);
            if (!page.IsSuccess)
                return page.Failure;
            foreach (var record in page.Value.Rows.Select(r => r.Record))
                if (KeyValues.Of(key, kinds, field => record[field]) is { } values)
                    found[values] = record.Id;
        }
        return found;
    }

    private static ExpressionNode Any(ImmutableArray<FieldDefinition> key, KeyValues[] some)
    {
        if (key.Length > 1)
            return some.Select(values => All(key, values)).Aggregate((one, other) => new BinaryNode(BinaryOperator.Or, one, other));
        var size = Sizes.First(s => s >= some.Length);
        return new InNode(Path(key[0]), [.. Enumerable.Range(0, size).Select(i => new LiteralNode(some[Math.Min(i, some.Length - 1)].Values[0]))]);
    }

    private static ExpressionNode All(ImmutableArray<FieldDefinition> key, KeyValues values) => key
        .Select((field, i) => (ExpressionNode)new BinaryNode(BinaryOperator.Equal, Path(field), new LiteralNode(values.Values[i])))
        .Aggregate((one, other) => new BinaryNode(BinaryOperator.And, one, other));

    private static PathNode Path(FieldDefinition field) => new([.. field.Name.Split('.')]);
}
