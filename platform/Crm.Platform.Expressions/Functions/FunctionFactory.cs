using System.Collections.Immutable;
using System.Linq.Expressions;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Expressions.Functions;

/// <summary>Makes functions whose in-memory side is a static method over nullable arguments.</summary>
internal static class FunctionFactory
{
    public static ExpressionFunction Make(string name, ImmutableArray<StorageType> parameters, StorageType result, Delegate body, Func<QueryCall, Expression>? translate) =>
        new(name, parameters, result)
        {
            Evaluate = call => Expression.Call(body.Target is null ? null : Expression.Constant(body.Target), body.Method, call.Arguments),
            Translate = translate,
        };

    /// <summary>Null when the argument is, for what EF Core would compute without it.</summary>
    public static ConditionalExpression UnlessNull(Expression argument, Expression value) =>
        Expression.Condition(Expression.Equal(argument, Expression.Constant(null, argument.Type)), Expression.Constant(null, value.Type), value);

    /// <summary>The value inside a nullable argument, as EF Core wants it.</summary>
    public static Expression Inner(Expression argument) => Nullable.GetUnderlyingType(argument.Type) is null ? argument : Expression.Property(argument, "Value");
}
