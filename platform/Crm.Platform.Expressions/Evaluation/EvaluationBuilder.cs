using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Checking;
using Crm.Platform.Expressions.Functions;
using Crm.Platform.Expressions.Syntax;

namespace Crm.Platform.Expressions.Evaluation;

/// <summary>Turns a typed tree into a delegate over one record. Every part is of a nullable CLR type.</summary>
internal static class EvaluationBuilder
{
    private static readonly ParameterExpression RecordParameter = Expression.Parameter(typeof(Record), "record");
    private static readonly ParameterExpression ContextParameter = Expression.Parameter(typeof(EvaluationContext), "context");

    public static Expression<Func<Record, EvaluationContext, object?>> Build(TypedNode node) =>
        Expression.Lambda<Func<Record, EvaluationContext, object?>>(Expression.Convert(Value(node), typeof(object)), RecordParameter, ContextParameter);

    private static Expression Value(TypedNode node) => node switch
    {
        TypedLiteral literal => Expression.Constant(literal.Value, literal.Type.Clr()),
        TypedPath path => Path(path),
        TypedNegation negation => Call(nameof(Operations.Negate), Value(negation.Operand)),
        TypedNot not => Expression.Not(Value(not.Operand)),
        TypedArithmetic arithmetic => Arithmetic(arithmetic),
        TypedComparison comparison => Comparison(comparison),
        TypedNullTest test => Nullable(IsNull(Value(test.Operand))),
        TypedLogic logic => logic.IsAnd ? Expression.And(Value(logic.Left), Value(logic.Right)) : Expression.Or(Value(logic.Left), Value(logic.Right)),
        TypedCoalesce coalesce => Expression.Coalesce(Value(coalesce.Left), Value(coalesce.Right)),
        TypedConditional choice => Expression.Condition(IsTrue(Value(choice.Condition)), Value(choice.Then), Value(choice.Otherwise)),
        TypedIn membership => Call(nameof(Operations.Any), Expression.NewArrayInit(typeof(bool?), membership.Tests.Select(Value))),
        TypedText text => Call(text.NullIsEmpty ? nameof(Operations.Fill) : nameof(Operations.Join), Expression.NewArrayInit(typeof(string), text.Parts.Select(Value))),
        TypedConversion conversion => Conversion(conversion),
        TypedCall call => call.Function.Evaluate(new EvaluationCall([.. call.Arguments.Select(Value)], ContextParameter)),
        _ => throw new ArgumentOutOfRangeException(nameof(node), node, null),
    };

    private static UnaryExpression Path(TypedPath path)
    {
        Expression record = RecordParameter;
        foreach (var step in path.Lookups)
            record = PathResolution.IsCaller(step) ? Expression.Property(ContextParameter, nameof(EvaluationContext.User)) : Call(nameof(Operations.Follow), record, Expression.Constant(step.Lookup), ContextParameter);
        return Expression.Convert(Call(nameof(Operations.Read), record, Expression.Constant(path.Field.Name)), path.Type.Clr());
    }

    private static MethodCallExpression Arithmetic(TypedArithmetic node) => Call(
        node.Operator switch
        {
            BinaryOperator.Add => nameof(Operations.Add),
            BinaryOperator.Subtract => nameof(Operations.Subtract),
            BinaryOperator.Multiply => nameof(Operations.Multiply),
            BinaryOperator.Divide => nameof(Operations.Divide),
            BinaryOperator.Remainder => nameof(Operations.Remainder),
            _ => throw new ArgumentOutOfRangeException(nameof(node), node.Operator, null),
        },
        Value(node.Left),
        Value(node.Right));

    private static ConditionalExpression Comparison(TypedComparison node)
    {
        var (left, right) = (Value(node.Left), Value(node.Right));
        var result = node.Left.Type == StorageType.Text
            ? Operators.Binary(node.Operator, Call(nameof(Operations.Order), left, right), Expression.Constant(0))
            : Operators.Binary(node.Operator, left, right);
        return Expression.Condition(Expression.OrElse(IsNull(left), IsNull(right)), Expression.Constant(null, typeof(bool?)), Nullable(result));
    }

    private static Expression Conversion(TypedConversion node) => node.Type switch
    {
        StorageType.Decimal => Expression.Convert(Value(node.Operand), typeof(decimal?)),
        StorageType.DateTime => Call(nameof(Operations.StartOfDay), Value(node.Operand)),
        _ when node.Operand.Type == StorageType.Texts => Call(nameof(Operations.Listed), Value(node.Operand)),
        _ => Call(nameof(Operations.Text), Expression.Convert(Value(node.Operand), typeof(object))),
    };

    private static BinaryExpression IsNull(Expression value) => Expression.Equal(value, Expression.Constant(null, value.Type));

    private static BinaryExpression IsTrue(Expression value) => Expression.Equal(value, Expression.Constant(true, typeof(bool?)));

    private static UnaryExpression Nullable(Expression value) => Expression.Convert(value, typeof(bool?));

    private static MethodCallExpression Call(string operation, params Expression[] arguments) =>
        Expression.Call(typeof(Operations), operation, null, arguments);
}
