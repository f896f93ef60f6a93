using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Reading.Aggregates;

/// <summary>What is wrong with the shape of a query over groups, whatever its entity.</summary>
internal static class AggregateLimits
{
    private const string Code = "query.aggregate";

    public static List<Problem> Check(AggregateQuery query)
    {
        var problems = new List<Problem>();
        if (query.Top is < 1 or > AggregateQuery.MaxTop)
            problems.Add(new Problem("top", "query.top", $"Between 1 and {AggregateQuery.MaxTop} groups can be read at once."));
        if (query.Skip < 0)
            problems.Add(new Problem("skip", "query.skip", "The number of groups to pass over cannot be negative."));
        if (query.Keys.Length > AggregateQuery.MostKeys)
            problems.Add(new Problem("keys", Code, $"Records are grouped by at most {AggregateQuery.MostKeys} fields."));
        if (query.Aggregates.Length > AggregateQuery.MostAggregates)
            problems.Add(new Problem("aggregates", Code, $"There are more than {AggregateQuery.MostAggregates} aggregates."));
        if (query.Keys.IsEmpty && query.Aggregates.IsEmpty)
            problems.Add(new Problem("keys", Code, "There is nothing to group by and nothing to sum up."));
        problems.AddRange(Names(query));
        problems.AddRange(Having(query));
        return problems;
    }

    private static IEnumerable<Problem> Names(AggregateQuery query)
    {
        foreach (var key in query.Keys.GroupBy(k => k, StringComparer.Ordinal).Where(g => g.Count() > 1))
            yield return new Problem("keys", Code, $"'{key.Key}' is grouped by twice.");
        foreach (var name in query.Aggregates.Select(a => a.Name).Concat(query.Keys.Select(k => k.Split('.')[0]).Distinct(StringComparer.Ordinal)).GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1))
            yield return new Problem("aggregates", Code, $"'{name.Key}' names more than one value.");
        foreach (var aggregate in query.Aggregates.Where(a => a.Field is null && a.Function != AggregateFunction.Count))
            yield return new Problem("aggregates", Code, $"'{aggregate.Name}' names no field.");
    }

    private static IEnumerable<Problem> Having(AggregateQuery query)
    {
        if (query.Having is null)
            yield break;
        if (query.Keys.IsEmpty)
            yield return new Problem("having", "query.having", "There is one group only: it cannot be filtered.");
        foreach (var name in HavingCondition.Names(query.Having).Where(n => !query.Keys.Contains(n) && query.Aggregates.All(a => a.Name != n)))
            yield return new Problem("having", "query.having", $"'{name}' is neither a key of the groups nor an aggregate.");
    }
}
