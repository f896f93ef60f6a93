using System.Collections.Immutable;
using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Evaluation;
using Crm.Platform.Expressions.Querying;
using Crm.Platform.Records.Rights;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Reading.Aggregates;

/// <summary>Checks a query over groups against its entity, as the caller may see it, and turns it into what EF Core can run.</summary>
internal sealed class AggregatePlanner(QueryPlanner records, IFieldKindRegistry kinds, IQueryDialect dialect, AccessGate gate, TimeProvider time)
{
    private readonly QueryExpressionCompiler _compiler = new(dialect);

    public Result<AggregatePlan> Plan(RecordContext context, AccessProfile profile, EntityAccess access, AggregateQuery query, TimeZoneInfo zone)
    {
        var problems = AggregateLimits.Check(query);
        var (filter, having) = HavingCondition.Split(query);
        var matching = records.Plan(context, profile, access, query.Records with { Filter = filter, Sort = [], Expand = [], Top = 1, Skip = 0, After = null }, zone);
        if (matching.Failure is Invalid invalid)
            problems.AddRange(invalid.Problems);
        var columns = new GroupColumns(_compiler, kinds, profile, access, gate.ReadableSets(context, profile), new EvaluationContext(time) { Zone = zone }, problems);
        var keys = query.Keys.Select(columns.Key).ToImmutableArray();
        var aggregated = query.Aggregates.Select(columns.Aggregated).ToImmutableArray();
        if (problems.Count > 0)
            return Failed(problems);

        var grouping = new Grouping([.. keys.Select(k => k!.Column.Compared)]);
        var values = Values(query, keys, aggregated, new GroupValues(grouping, dialect));
        var condition = having is null ? null : new HavingCondition(values, problems).Build(having);
        var order = Order(query, values, problems);
        return problems.Count == 0 ? new AggregatePlan(matching.Value.Matching, grouping, values, condition, order) : Failed(problems);
    }

    private static Invalid Failed(List<Problem> problems) => new("query.invalid", problems[0].Message, [.. problems]);

    private static ImmutableArray<GroupValue> Values(AggregateQuery query, ImmutableArray<GroupColumn?> keys, ImmutableArray<GroupColumn?> aggregated, GroupValues values) =>
    [
        .. keys.Select((column, i) => values.Key(query.Keys[i], i, column!)),
        .. aggregated.Select((column, i) => column is null ? values.Count(query.Aggregates[i].Name) : values.Of(query.Aggregates[i], column)),
    ];

    /// <summary>As asked, then by every key, so that no two groups could change places from page to page.</summary>
    private static ImmutableArray<(Expression Value, bool Descending)> Order(AggregateQuery query, ImmutableArray<GroupValue> values, List<Problem> problems)
    {
        var order = ImmutableArray.CreateBuilder<(Expression, bool)>();
        foreach (var sort in query.Sort)
            if (values.FirstOrDefault(v => v.Name == sort.Field) is { } value)
                order.Add((value.Sorted, sort.Descending));
            else
                problems.Add(new Problem("sort", "query.sort", $"'{sort.Field}' is neither a key of the groups nor an aggregate.") { Hint = DidYouMean.Hint(sort.Field, values.Select(v => v.Name)) });
        order.AddRange(values.Take(query.Keys.Length).Where(v => query.Sort.All(s => s.Field != v.Name)).Select(v => (v.Sorted, false)));
        return order.ToImmutable();
    }
}
