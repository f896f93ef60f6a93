using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Rights;
using Crm.Platform.Storage.Databases;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Search;

/// <summary>Turns the words of a query into what to ask the index, so that queries with other words are one and the same to plan and to compile.</summary>
internal sealed class SearchPlanner(SearchNumbers numbers, IDatabase database)
{
    /// <summary>Each is looked for in each field.</summary>
    private const int MostWords = 64;

    /// <summary>Longer texts are not even taken apart: what stands between the words has no other limit.</summary>
    private const int LongestText = 20_000;

    private static readonly Invalid TooManyWords = Invalid.Of(new Problem("search", "query.search", $"At most {MostWords} words can be looked for at once."));

    /// <returns>The query with <see cref="RecordQuery.Sense"/> in place of its words, and what to look for then.</returns>
    public async ValueTask<Result<(RecordQuery Query, string? Text)>> ReadAsync(RecordModel model, RecordContext context, EntityAccess access, RecordQuery query, CancellationToken cancellationToken)
    {
        // People and teams are written elsewhere and are few: their texts are looked through.
        if (query.Search is not { } search || access.Whole.System)
            return (query, (string?)null);
        if (string.IsNullOrWhiteSpace(search))
            return (query with { Search = null }, (string?)null);
        if (search.Length > LongestText)
            return TooManyWords;
        var node = SearchReader.Read(search);
        if (node is not null && Words(node) > MostWords)
            return TooManyWords;
        var fields = await numbers.OfAsync(model, context, access.Seen, cancellationToken);
        var aim = node is null ? SearchAim.Nothing : SearchAim.Of(node, [.. fields.Select(f => f.Number)]);
        return (query with { Search = null, Sense = aim.IsDenied ? SearchSense.Without : SearchSense.With }, (string?)database.Search.Text(aim.Tree));
    }

    /// <summary>Whether the index names a record, or does not.</summary>
    public Expression<Func<StoredRecord, bool>> Condition(RecordContext context, SearchSense sense)
    {
        var record = Expression.Parameter(typeof(StoredRecord), "r");
        var found = Expression.Call(typeof(Queryable), nameof(Queryable.Contains), [typeof(Guid)], database.Search.Found(context).Expression, Expression.Property(record, nameof(Record.Id)));
        return Expression.Lambda<Func<StoredRecord, bool>>(sense == SearchSense.With ? found : Expression.Not(found), record);
    }

    private static int Words(SearchNode node) => node switch
    {
        SearchNode.Term term => term.Words.Length,
        SearchNode.Not not => Words(not.Part),
        SearchNode.All all => all.Parts.Sum(Words),
        SearchNode.Any any => any.Parts.Sum(Words),
        _ => throw new ArgumentOutOfRangeException(nameof(node), node, null),
    };
}
