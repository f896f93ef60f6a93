using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Reading;

/// <summary>One page of a query, planned and compiled. Kept, so it holds on to no context.</summary>
/// <param name="keys">What the query sorts by: the keys' types, and the fields that have their values.</param>
/// <param name="computed">The keys of one record, where the database computes some of them.</param>
/// <param name="hasBeyond">Whether records follow that have to be asked for on their own, see <see cref="CursorShape.IsBeyond"/>.</param>
internal sealed class PreparedPage(ImmutableArray<(Type Type, FieldDefinition? Field)> keys, PageRows rows, PreparedQuery<object?[]>? computed, bool hasBeyond)
{
    public PageRows Rows => rows;

    public bool HasBeyond => hasBeyond;

    /// <summary>A cursor's values as the query compares them, or <see langword="null"/> when it is none of this query's.</summary>
    public ImmutableArray<object?>? Read(RecordCursor cursor)
    {
        if (cursor.Values.Length != keys.Length || cursor.Values[^1] is null)
            return null;
        var values = ImmutableArray.CreateBuilder<object?>(keys.Length);
        foreach (var (text, key) in cursor.Values.Zip(keys))
        {
            var value = text is null ? null : CursorValues.Read(text, key.Type, key.Field?.Scale ?? 0);
            if (value is null && text is not null)
                return null;
            values.Add(value);
        }
        return values.MoveToImmutable();
    }

    public async Task<RecordCursor> CursorAsync(RecordContext context, QueryBinding binding, Record last, CancellationToken cancellationToken)
    {
        // A record that is gone by now has only its place among those like it to lose.
        var values = computed is null ? null : (await computed.ToListAsync(context, binding with { RecordId = last.Id }, cancellationToken)).FirstOrDefault();
        return new RecordCursor([.. keys.Select((key, i) => CursorValues.Write(values is not null ? values[i] : key.Field is { } field ? last[field.Name] : null))]);
    }
}

/// <summary>Reads the rows of a page, one more than asked where there are more.</summary>
internal delegate Task<List<RecordRow>> PageRows(RecordContext context, QueryBinding binding, Caller caller, CancellationToken cancellationToken);
