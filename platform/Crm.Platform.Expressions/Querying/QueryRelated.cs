using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Checking;
using Crm.Platform.Expressions.Evaluation;

namespace Crm.Platform.Expressions.Querying;

/// <summary>Asks for records that point at this one, or are tied to it, by correlated subqueries.</summary>
internal sealed class QueryRelated(QueryPaths paths, IRecordSets sets, IQueryDialect dialect, EvaluationContext context, int depth)
{
    /// <summary>Of type <see cref="bool"/>.</summary>
    public Expression Any(TypedRelated node) => Pointing(node, nameof(Queryable.Any));

    /// <summary>Of type <c>long?</c>.</summary>
    public Expression Count(TypedRelated node) => Expression.Convert(Pointing(node, nameof(Queryable.LongCount)), typeof(long?));

    private MethodCallExpression Pointing(TypedRelated node, string method)
    {
        var record = paths.RecordType;
        var pointing = Expression.Parameter(record, $"p{depth}");
        Expression matches = Expression.AndAlso(Expression.Equal(paths.Of(pointing, node.Via), paths.Value(node.Owner)), IsLive(pointing));
        if (node.Onward is { } onward)
            matches = Expression.AndAlso(matches, Target(node, paths.Of(pointing, onward), record));
        else if (node.Condition is { } condition)
            matches = Expression.AndAlso(matches, Condition(condition, pointing));
        return Expression.Call(typeof(Queryable), method, [record], sets.Set(node.Pointing.Name), Expression.Quote(Expression.Lambda(matches, pointing)));
    }

    private MethodCallExpression Target(TypedRelated node, Expression key, Type record)
    {
        var target = Expression.Parameter(record, $"e{depth}");
        var matches = Expression.AndAlso(Expression.Equal(Expression.Convert(Expression.Property(target, nameof(Record.Id)), typeof(Guid?)), key), IsLive(target));
        if (node.Condition is { } condition)
            matches = Expression.AndAlso(matches, Condition(condition, target));
        return Expression.Call(typeof(Queryable), nameof(Queryable.Any), [record], sets.Set(node.Target.Name), Expression.Quote(Expression.Lambda(matches, target)));
    }

    private Expression Condition(TypedNode condition, ParameterExpression record) => new QueryTranslator(record, sets, dialect, context, depth + 1).True(condition);

    private static Expression IsLive(Expression record) => QueryTranslator.Null(Expression.Property(record, nameof(Record.DeletedAt)));
}
