using Crm.Platform.Expressions.Checking;
using Crm.Platform.Expressions.Evaluation;
using Crm.Platform.Expressions.Syntax;

namespace Crm.Platform.Expressions.Querying;

/// <summary>What is known before the query runs: values that read no field, and parts that are null for every record. EF Core fails on or misreads either.</summary>
internal sealed class QueryFolding(EvaluationContext context)
{
    private readonly Dictionary<TypedNode, object?> _constants = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<TypedNode, bool> _nulls = new(ReferenceEqualityComparer.Instance);

    /// <summary>The value of a node that reads no field.</summary>
    public object? Constant(TypedNode node)
    {
        if (!_constants.TryGetValue(node, out var value))
            _constants[node] = value = RecordExpression.Constant(node, context);
        return value;
    }

    /// <summary>Whether a node is null whatever the record.</summary>
    public bool IsNull(TypedNode node)
    {
        if (!_nulls.TryGetValue(node, out var isNull))
            _nulls[node] = isNull = Find(node);
        return isNull;
    }

    /// <summary>Whether a divisor is zero for some record.</summary>
    public bool MayBeZero(TypedNode divisor) => !divisor.Constant || IsZero(divisor);

    private bool Find(TypedNode node) => node switch
    {
        { Constant: true } => Constant(node) is null,
        TypedNegation negation => IsNull(negation.Operand),
        TypedNot not => IsNull(not.Operand),
        TypedConversion conversion => IsNull(conversion.Operand),
        TypedArithmetic { Operator: BinaryOperator.Divide or BinaryOperator.Remainder } division when IsZero(division.Right) => true,
        TypedArithmetic arithmetic => IsNull(arithmetic.Left) || IsNull(arithmetic.Right),
        TypedComparison comparison => IsNull(comparison.Left) || IsNull(comparison.Right),
        TypedCoalesce coalesce => IsNull(coalesce.Left) && IsNull(coalesce.Right),
        TypedConditional choice => IsNull(choice.Then) && IsNull(choice.Otherwise),
        TypedText { NullIsEmpty: false } text => text.Parts.Any(IsNull),
        TypedCall { Function.TakesNull: false } call => call.Arguments.Any(IsNull),
        _ => false,
    };

    private bool IsZero(TypedNode node) => node.Constant && Constant(node) is (0L or 0m);
}
