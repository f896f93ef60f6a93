using System.Collections.Immutable;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Records.Reading.Aggregates;
using Microsoft.OData.UriParser.Aggregation;
using Aggregate = Crm.Platform.Records.Reading.Aggregates.Aggregate;

namespace Crm.Platform.Api.OData;

/// <summary>Turns <c>$apply</c> into what is read: filters, then one grouping or sum, then filters of the groups.</summary>
internal static class ApplyTranslator
{
    public static ListPlan Apply(ListPlan plan, ApplyClause clause)
    {
        foreach (var step in clause.Transformations)
            plan = step switch
            {
                FilterTransformationNode filter => Filtered(plan, FilterTranslator.Translate(filter.FilterClause)),
                GroupByTransformationNode groups => Grouped(plan, [.. groups.GroupingProperties.SelectMany(Keys)], groups.ChildTransformations),
                AggregateTransformationNode => Grouped(plan, [], step),
                _ => throw new UnsupportedFilterException($"'{step.Kind.ToString().ToLowerInvariant()}' is not supported.", "Supported are filter, groupby and aggregate."),
            };
        return plan;
    }

    /// <summary>Of the groups once there are some, of the records before.</summary>
    public static ListPlan Filtered(ListPlan plan, ExpressionNode condition) => plan.Groups is { } groups
        ? plan with { Groups = groups with { Having = Conjunction.Of(groups.Having, condition) } }
        : plan with { Query = plan.Query with { Filter = Conjunction.Of(plan.Query.Filter, condition) } };

    private static ListPlan Grouped(ListPlan plan, ImmutableArray<string> keys, TransformationNode? inner)
    {
        if (plan.Groups is not null)
            throw new UnsupportedFilterException("Groups cannot be grouped or summed up again.", "Only filter may follow groupby.");
        if (inner is not (null or AggregateTransformationNode))
            throw new UnsupportedFilterException("Inside groupby only aggregate is supported.", "Write filter before groupby: filter(amount gt 5)/groupby((status),aggregate($count as n)).");
        var aggregates = inner is AggregateTransformationNode aggregate ? aggregate.AggregateExpressions.Select(Of) : [];
        return plan with { Groups = new AggregateQuery(plan.Query) { Keys = keys, Aggregates = [.. aggregates] } };
    }

    private static IEnumerable<string> Keys(GroupByPropertyNode node) =>
        node.Expression is null ? node.ChildTransformations.SelectMany(Keys) : [string.Join('.', OperandTranslator.Path(node.Expression).Segments)];

    private static Aggregate Of(AggregateExpressionBase expression)
    {
        if (expression is not AggregateExpression aggregate)
            throw new UnsupportedFilterException($"'{expression.Alias}' sums up no single values.");
        return aggregate.Method == AggregationMethod.VirtualPropertyCount
            ? new Aggregate(aggregate.Alias, AggregateFunction.Count)
            : new Aggregate(aggregate.Alias, FunctionOf(aggregate), FieldOf(aggregate));
    }

    private static AggregateFunction FunctionOf(AggregateExpression aggregate) => aggregate.Method switch
    {
        AggregationMethod.Sum => AggregateFunction.Sum,
        AggregationMethod.Average => AggregateFunction.Average,
        AggregationMethod.Min => AggregateFunction.Min,
        AggregationMethod.Max => AggregateFunction.Max,
        AggregationMethod.CountDistinct => AggregateFunction.CountDistinct,
        _ => throw new UnsupportedFilterException($"The method '{aggregate.MethodDefinition.MethodLabel}' is not supported.", "Supported are sum, average, min, max and countdistinct."),
    };

    private static string FieldOf(AggregateExpression aggregate) => OperandTranslator.Translate(aggregate.Expression) is PathNode path
        ? string.Join('.', path.Segments)
        : throw new UnsupportedFilterException($"'{aggregate.Alias}' must be made of a field or a path over a lookup.");
}
