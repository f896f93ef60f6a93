using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Checking;
using Crm.Platform.Expressions.Evaluation;

namespace Crm.Platform.Expressions.Querying;

/// <summary>Turns checked expressions into LINQ that EF Core translates to SQL. Stateless but for its dialect.</summary>
/// <remarks>The context must use relational nulls, and text columns a collation that ignores ASCII case.</remarks>
public sealed class QueryExpressionCompiler(IQueryDialect dialect)
{
    /// <summary>A condition for <c>Where</c>: true exactly for the records for which <see cref="RecordExpression.Holds"/>.</summary>
    /// <returns>The condition, or an <see cref="Invalid"/> when a part of it cannot be computed by the database.</returns>
    public Result<Expression<Func<TRecord, bool>>> Condition<TRecord>(TypedExpression expression, IRecordSets sets, EvaluationContext context)
        where TRecord : Record
    {
        var record = Expression.Parameter(typeof(TRecord), "r");
        var body = Condition(expression, record, sets, context);
        return body.IsSuccess ? Expression.Lambda<Func<TRecord, bool>>(body.Value, record) : body.Failure;
    }

    /// <summary>As <see cref="Condition{TRecord}"/>, over a given parameter or other expression of a type derived from <see cref="Record"/>.</summary>
    public Result<Expression> Condition(TypedExpression expression, Expression record, IRecordSets sets, EvaluationContext context)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return expression.Type == StorageType.Boolean
            ? Try(expression, () => Translator(record, sets, context).True(expression.Root))
            : throw new ArgumentException("The expression is no condition; check it with CheckCondition.", nameof(expression));
    }

    /// <summary>A key for <c>OrderBy</c>: a lambda whose value sorts as the expression's. A decimal comes as a whole number of its smallest unit.</summary>
    public Result<LambdaExpression> SortKey<TRecord>(TypedExpression expression, IRecordSets sets, EvaluationContext context)
        where TRecord : Record
    {
        ArgumentNullException.ThrowIfNull(expression);
        var record = Expression.Parameter(typeof(TRecord), "r");
        var body = Try(expression, () => Translator(record, sets, context).SortKey(expression.Root));
        return body.IsSuccess ? Expression.Lambda(body.Value, record) : body.Failure;
    }

    /// <summary>A value to group and sum up records by.</summary>
    public Result<QueryColumn> Column<TRecord>(TypedExpression expression, IRecordSets sets, EvaluationContext context)
        where TRecord : Record
    {
        ArgumentNullException.ThrowIfNull(expression);
        var record = Expression.Parameter(typeof(TRecord), "r");
        return Try<QueryColumn>(expression, () =>
        {
            var (compared, plain, scale) = Translator(record, sets, context).Column(expression.Root);
            return new QueryColumn(Expression.Lambda(compared, record), Expression.Lambda(plain, record), scale);
        });
    }

    private QueryTranslator Translator(Expression record, IRecordSets sets, EvaluationContext context) => new(record, sets, dialect, context);

    private static Result<T> Try<T>(TypedExpression expression, Func<T> translate)
    {
        try
        {
            QueryWeight.Demand(expression.Root);
            return translate();
        }
        catch (UntranslatableException reason)
        {
            return Invalid.Of(new Problem("", "expression.not_in_query", reason.Message) { Hint = reason.Hint });
        }
    }
}
