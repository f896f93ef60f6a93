using System.Globalization;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Records.Importing.Mapping;
using Crm.Platform.Records.Reading;

namespace Crm.Platform.Records.Importing.Values;

/// <summary>Finds the targets of lookups by a key, many at a time, and remembers them. One per import; not thread-safe.</summary>
internal sealed class LookupResolver(IRecordReader reader, Caller caller, CultureInfo culture)
{
    private const int MostRemembered = 100_000;

    // Few sizes only: each other number of values would be another statement to compile.
    private static readonly int[] BatchSizes = [1, 10, 100];

    private readonly Dictionary<(string Entity, string Field), Dictionary<string, LookupHit>> _known = [];

    public LookupHit Find(LookupKey key, string text) => Known(key).GetValueOrDefault(text, LookupHit.Missing);

    public void Remember(LookupKey key, string text, LookupHit hit) => Known(key)[text] = hit;

    /// <summary>Before the second pass: what was missing then may be there now.</summary>
    public void Forget() => _known.Clear();

    /// <summary>Looks up those of the texts not known yet.</summary>
    /// <returns>A failure when the caller may not read the target.</returns>
    public async Task<Failure?> ResolveAsync(LookupKey key, IEnumerable<string> texts, CancellationToken cancellationToken)
    {
        var known = Known(key);
        var wanted = texts.Where(t => t.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (known.Count + wanted.Count > MostRemembered)
            known.Clear();
        var open = new Dictionary<object, string>(ValueComparer.Instance);
        foreach (var text in wanted.Where(t => !known.ContainsKey(t)))
            if (Value(key, text) is { } value && open.TryAdd(value, text))
                known[text] = LookupHit.Missing;
        foreach (var batch in open.Keys.Chunk(BatchSizes[^1]))
            if (await QueryAsync(key, batch, open, cancellationToken) is { } failure)
                return failure;
        return null;
    }

    private async Task<Failure?> QueryAsync(LookupKey key, object[] values, Dictionary<object, string> texts, CancellationToken cancellationToken)
    {
        var size = BatchSizes.First(s => s >= values.Length);
        var options = Enumerable.Range(0, size).Select(i => (ExpressionNode)new LiteralNode(values[Math.Min(i, values.Length - 1)]));
        var query = new RecordQuery(key.Target.Name) { Filter = new InNode(new PathNode([key.Field.Name]), [.. options]), Top = RecordQuery.MaxTop };
        for (var more = true; more;)
        {
            var page = await reader.QueryAsync(query, caller, cancellationToken);
            if (!page.IsSuccess)
                return page.Failure;
            foreach (var row in page.Value.Rows)
                Add(key, row.Record, texts);
            more = page.Value.HasMore;
            query = query with { After = page.Value.Next };
        }
        return null;
    }

    private void Add(LookupKey key, Record record, Dictionary<object, string> texts)
    {
        if (record[key.Field.Name] is not { } value || !texts.TryGetValue(value, out var text))
            return;
        var known = Known(key);
        known[text] = known[text].Id is null && known[text].Reason is null
            ? new LookupHit(record.Id)
            : new LookupHit(null, $"Several {key.Target.PluralTitle.ToLowerInvariant()} have the {key.Field.Title.ToLowerInvariant()} '{text}'.");
    }

    /// <summary>The stored form of a key as the file writes it; <see langword="null"/> when it can be nobody's.</summary>
    private object? Value(LookupKey key, string text) =>
        key.Kind.Parse(text, key.Field, culture) is { IsSuccess: true } parsed && key.Kind.Check(parsed.Value, key.Field) is { IsSuccess: true, Value: not "" } kept ? kept.Value : null;

    private Dictionary<string, LookupHit> Known(LookupKey key)
    {
        if (!_known.TryGetValue((key.Target.Name, key.Field.Name), out var known))
            _known[(key.Target.Name, key.Field.Name)] = known = new Dictionary<string, LookupHit>(StringComparer.OrdinalIgnoreCase);
        return known;
    }

    private sealed class ValueComparer : IEqualityComparer<object>
    {
        public static ValueComparer Instance { get; } = new();

        public new bool Equals(object? x, object? y) => x is string left && y is string right ? StringComparer.OrdinalIgnoreCase.Equals(left, right) : object.Equals(x, y);

        public int GetHashCode(object obj) => obj is string text ? StringComparer.OrdinalIgnoreCase.GetHashCode(text) : obj.GetHashCode();
    }
}
