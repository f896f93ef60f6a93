using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;

namespace Crm.Platform.Expressions.Checking;

/// <summary>Which operands an operator takes and what it gives.</summary>
internal sealed class OperatorCheck(ExpressionCheck check)
{
    private const string TypeCode = "expression.type";

    public TypedNode? Check(BinaryOperator kind, TypedNode left, TypedNode right) => kind switch
    {
        BinaryOperator.And or BinaryOperator.Or => Logic(kind, left, right),
        BinaryOperator.Coalesce => Coalesce(left, right),
        BinaryOperator.Equal or BinaryOperator.NotEqual => Equality(kind, left, right),
        BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual => Ordering(kind, left, right),
        BinaryOperator.Add when IsText(left) || IsText(right) => Concatenation(left, right),
        _ => Arithmetic(kind, left, right),
    };

    private static bool IsText(TypedNode node) => node is { Type: StorageType.Text } and not TypedLiteral { Untyped: true };

    private TypedNode? Logic(BinaryOperator kind, TypedNode left, TypedNode right)
    {
        var one = TypeFitting.To(left, StorageType.Boolean, out _);
        var other = TypeFitting.To(right, StorageType.Boolean, out _);
        if (one is not null && other is not null)
            return new TypedLogic(kind == BinaryOperator.And, one, other);
        return check.Report(TypeCode, $"'{Sign(kind)}' needs true or false on both sides, but has {(one is null ? left : right).Type.Phrase()}.", "Compare it: x != null");
    }

    private TypedNode? Coalesce(TypedNode left, TypedNode right) => TypeFitting.Unify(left, right) is var (one, other)
        ? new TypedCoalesce(one, other)
        : check.Report(TypeCode, $"Both sides of '??' must be of one type, but are {left.Type.Phrase()} and {right.Type.Phrase()}.");

    private TypedNode? Equality(BinaryOperator kind, TypedNode left, TypedNode right)
    {
        if (left is TypedLiteral { Untyped: true } || right is TypedLiteral { Untyped: true })
        {
            TypedNode test = new TypedNullTest(left is TypedLiteral { Untyped: true } ? right : left);
            return kind == BinaryOperator.Equal ? test : new TypedNot(test);
        }
        return Compared(kind, left, right);
    }

    private TypedNode? Ordering(BinaryOperator kind, TypedNode left, TypedNode right)
    {
        if (Compared(kind, left, right) is not TypedComparison comparison)
            return null;
        return comparison.Left.Type is StorageType.Boolean or StorageType.Guid
            ? check.Report(TypeCode, $"'{Sign(kind)}' cannot order {comparison.Left.Type.Phrase()}.", "Use == or !=.")
            : comparison;
    }

    private TypedComparison? Compared(BinaryOperator kind, TypedNode left, TypedNode right)
    {
        if (left.Type == StorageType.Texts || right.Type == StorageType.Texts)
        {
            check.Report(TypeCode, $"'{Sign(kind)}' cannot compare several texts.", "Ask for one of them: 'a' in interests.");
            return null;
        }
        if (TypeFitting.Unify(left, right) is not var (one, other))
        {
            check.Problems.Add(TypeFitting.Mismatch(Sign(kind), left, right));
            return null;
        }
        if (ChoiceCheck.Problem(one, other) is { } problem)
        {
            check.Problems.Add(problem);
            return null;
        }
        return new TypedComparison(kind, one, other);
    }

    private static TypedText Concatenation(TypedNode left, TypedNode right) =>
        // Kept flat: a long chain of + is one step, and one null test, in SQL.
        new([.. Parts(left), .. Parts(right)], NullIsEmpty: false);

    private static ImmutableArray<TypedNode> Parts(TypedNode node) => node is TypedText { NullIsEmpty: false } chain ? chain.Parts : [TypeFitting.Text(node)];

    private TypedNode? Arithmetic(BinaryOperator kind, TypedNode left, TypedNode right)
    {
        if (TypeFitting.Unify(Number(left), Number(right)) is not var (one, other) || !one.Type.IsNumber())
            return check.Report(TypeCode, $"'{Sign(kind)}' needs numbers, but has {left.Type.Phrase()} and {right.Type.Phrase()}.", DateHint(left, right));
        return new TypedArithmetic(kind, one, other, kind == BinaryOperator.Divide ? StorageType.Decimal : one.Type);
    }

    // A plain null among numbers is the null of a number.
    private static TypedNode Number(TypedNode node) => node is TypedLiteral { Untyped: true } ? new TypedLiteral(null, StorageType.Integer) : node;

    private static string? DateHint(TypedNode left, TypedNode right) =>
        left.Type is StorageType.Date or StorageType.DateTime || right.Type is StorageType.Date or StorageType.DateTime ? "Use addDays(date, days)." : null;

    private static string Sign(BinaryOperator kind) => kind switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.Remainder => "%",
        BinaryOperator.Equal => "==",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.And => "&&",
        BinaryOperator.Or => "||",
        _ => "??",
    };
}
