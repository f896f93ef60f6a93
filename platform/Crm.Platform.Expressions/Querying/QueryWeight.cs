using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Checking;
using Crm.Platform.Expressions.Syntax;

namespace Crm.Platform.Expressions.Querying;

/// <summary>Bounds the size of the SQL before it is built: some parts appear in it more than once, and nested they would multiply.</summary>
internal static class QueryWeight
{
    private const long Most = 20_000;

    public static void Demand(TypedNode root)
    {
        if (Of(root) > Most)
            throw new UntranslatableException("The expression is too complex for a query.", "Split it, or store a part of it in a formula field.");
    }

    // Conditions used as values and their null tests are written for true and for false.
    private static long Of(TypedNode node) => Math.Min(Most + 1, node.Constant ? 1 : 1 + node switch
    {
        TypedNegation negation => Of(negation.Operand),
        TypedNot not => Of(not.Operand),
        TypedArithmetic { Operator: BinaryOperator.Divide or BinaryOperator.Remainder } division => Of(division.Left) + (2 * Of(division.Right)),
        TypedArithmetic arithmetic => Of(arithmetic.Left) + Of(arithmetic.Right),
        TypedComparison comparison => Twice(comparison.Left) + Twice(comparison.Right),
        TypedNullTest test => Twice(test.Operand),
        TypedLogic logic => Of(logic.Left) + Of(logic.Right),
        TypedCoalesce coalesce => Twice(coalesce.Left) + Of(coalesce.Right),
        TypedConditional choice => Twice(choice.Condition) + Of(choice.Then) + Of(choice.Otherwise),
        TypedIn membership => membership.Tests.Sum(Of),
        TypedText text => text.Parts.Sum(part => 3 * Twice(part)),
        TypedConversion conversion => 2 * Twice(conversion.Operand),
        TypedCall call => call.Arguments.Sum(Twice) * (call.Function.Repeats ? 2 : 1),
        TypedRelated related => 8 + (related.Condition is null ? 0 : Of(related.Condition)),
        TypedPath path => 4 * path.Lookups.Length,
        _ => 0,
    });

    private static long Twice(TypedNode node) => Of(node) * (node.Type == StorageType.Boolean ? 2 : 1);
}
