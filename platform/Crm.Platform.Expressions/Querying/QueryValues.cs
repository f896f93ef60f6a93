using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Checking;
using Crm.Platform.Expressions.Functions;
using Crm.Platform.Expressions.Syntax;

namespace Crm.Platform.Expressions.Querying;

/// <summary>Writes values for SQL, each of its nullable CLR type; decimals as <see cref="QueryNumber"/>. Parts that read no field are computed here and carried as parameters.</summary>
internal sealed class QueryValues(QueryTranslator conditions, QueryPaths paths, IQueryDialect dialect, QueryFolding folding)
{
    public Expression SortKey(TypedNode node) => node.Type != StorageType.Text ? Raw(node)
        : node is TypedPath { Lookups.IsEmpty: true } own ? dialect.Column(paths.Column(own))
        // A column that a lookup brings stands in a query of its own, which has no collation.
        : dialect.Compared(Value(node), besideColumn: false);

    /// <summary>As records are grouped by it: how it is compared, the value itself, and the scale of a decimal.</summary>
    public (Expression Compared, Expression Plain, int Scale) Column(TypedNode node) => node.Type == StorageType.Decimal && Number(node) is var number
        ? (number.Units, number.Units, number.Scale)
        : (SortKey(node), Raw(node), 0);

    /// <summary>A value of any type; a decimal loses its scale, which only matters to a null test and to sorting.</summary>
    public Expression Raw(TypedNode node) => node is TypedPath path ? paths.Column(path) : node.Type == StorageType.Decimal ? Number(node).Units : Value(node);

    /// <summary>A value of any type but decimal.</summary>
    public Expression Value(TypedNode node) => node switch
    {
        _ when folding.IsNull(node) => QueryConstants.Null(node.Type),
        { Constant: true } => Captured.Value(folding.Constant(node), node.Type.Clr()),
        _ when QueryTranslator.IsLogic(node) => Logic(node),
        TypedPath path => paths.Value(path),
        TypedRelated count => conditions.Count(count),
        TypedNegation negation => Expression.Negate(Value(negation.Operand)),
        TypedArithmetic arithmetic => Whole(arithmetic),
        TypedCoalesce coalesce when folding.IsNull(coalesce.Left) => Value(coalesce.Right),
        TypedCoalesce coalesce => Expression.Coalesce(Value(coalesce.Left), Value(coalesce.Right)),
        TypedConditional choice => Expression.Condition(conditions.True(choice.Condition), Value(choice.Then), Value(choice.Otherwise)),
        TypedText text => QueryTexts.Join(text, this),
        TypedConversion conversion => QueryTexts.Convert(conversion, this, conditions),
        TypedCall call when OfConstants(call) is { } choice => Value(choice),
        TypedCall call => Call(call),
        _ => throw new ArgumentOutOfRangeException(nameof(node), node, null),
    };

    /// <summary>A number with its scale.</summary>
    public QueryNumber Number(TypedNode node) => node switch
    {
        _ when folding.IsNull(node) => new QueryNumber(QueryConstants.Null(StorageType.Decimal), 0),
        _ when node.Type == StorageType.Integer => new QueryNumber(Value(node), 0),
        { Constant: true } => QueryConstants.Number((decimal)folding.Constant(node)!),
        TypedPath path => new QueryNumber(paths.Value(path), path.Field.Scale),
        TypedConversion conversion => Number(conversion.Operand),
        TypedNegation negation when Number(negation.Operand) is var number => number with { Units = Expression.Negate(number.Units) },
        TypedArithmetic arithmetic => QueryArithmetic.Build(arithmetic.Operator, Number(arithmetic.Left), Number(arithmetic.Right), folding.MayBeZero(arithmetic.Right)),
        TypedCoalesce coalesce when folding.IsNull(coalesce.Left) => Number(coalesce.Right),
        TypedCoalesce coalesce => Aligned(coalesce.Left, coalesce.Right, Expression.Coalesce),
        TypedConditional choice => Aligned(choice.Then, choice.Otherwise, (then, otherwise) => Expression.Condition(conditions.True(choice.Condition), then, otherwise)),
        TypedCall call => Scaled(call),
        _ => throw new ArgumentOutOfRangeException(nameof(node), node, null),
    };

    /// <summary>Of type <see cref="bool"/>; neither side is always null.</summary>
    public Expression Compare(BinaryOperator kind, TypedNode left, TypedNode right) => left.Type switch
    {
        StorageType.Decimal => CompareNumbers(kind, left, right),
        StorageType.Text => QueryTexts.Compare(kind, Value(left), IsColumn(left), Value(right), IsColumn(right), dialect),
        _ => Operators.Binary(kind, Value(left), Value(right)),
    };

    /// <summary>A call: of type <see cref="bool"/> for a boolean function.</summary>
    public Expression Call(TypedCall call) => Scaled(call).Units;

    private QueryNumber Scaled(TypedCall call)
    {
        if (call.Function.Translate is not { } translate)
            throw new UntranslatableException($"'{call.Function.Name}' cannot be computed over fields in a query.", "Store it in a formula field.");
        var numbers = call.Arguments.Select(a => a.Type == StorageType.Decimal ? Number(a) : (QueryNumber?)null).ToList();
        var scale = numbers.Max(n => n?.Scale) ?? 0;
        var arguments = call.Arguments.Select((a, i) => numbers[i] is { } number ? number.At(scale).Units : Value(a));
        return new QueryNumber(translate(new QueryCall([.. arguments], [.. call.Arguments.Select(a => a.Constant ? folding.Constant(a) : null)], scale, dialect)), scale);
    }

    private Expression Whole(TypedArithmetic node) =>
        QueryArithmetic.Build(node.Operator, new QueryNumber(Value(node.Left), 0), new QueryNumber(Value(node.Right), 0), folding.MayBeZero(node.Right)).Units;

    private QueryNumber Aligned(TypedNode left, TypedNode right, Func<Expression, Expression, Expression> build)
    {
        var (one, other, scale) = QueryNumber.Align(Number(left), Number(right));
        return new QueryNumber(build(one, other), scale);
    }

    private BinaryExpression CompareNumbers(BinaryOperator kind, TypedNode left, TypedNode right)
    {
        // As the column has it, so that an index serves.
        if (left is TypedPath column && QueryConstants.Fits(right, column.Field.Scale, folding) is { } value)
            return Operators.Binary(kind, paths.Column(column), value);
        if (right is TypedPath other && QueryConstants.Fits(left, other.Field.Scale, folding) is { } first)
            return Operators.Binary(kind, first, paths.Column(other));
        var (one, two, _) = QueryNumber.Align(Number(left), Number(right));
        return Operators.Binary(kind, one, two);
    }

    private ConditionalExpression Logic(TypedNode node) => Expression.Condition(
        conditions.True(node),
        Expression.Constant(true, typeof(bool?)),
        Expression.Condition(conditions.False(node), Expression.Constant(false, typeof(bool?)), Expression.Constant(null, typeof(bool?))));

    /// <summary>The node as a choice among constants, functions of one argument included; <see langword="null"/> when it is none.</summary>
    /// <remarks>Such a choice gives EF Core no column to take a type from, so its functions go to the constants.</remarks>
    private static TypedConditional? OfConstants(TypedNode node) => node switch
    {
        TypedConditional choice when IsConstant(choice.Then) && IsConstant(choice.Otherwise) => choice,
        TypedCall { Arguments: [var argument] } call when OfConstants(argument) is { } choice =>
            new(choice.Condition, new TypedCall(call.Function, [choice.Then]), new TypedCall(call.Function, [choice.Otherwise])),
        _ => null,
    };

    private static bool IsConstant(TypedNode node) => node.Constant || OfConstants(node) is not null;

    private static bool IsColumn(TypedNode node) => node is TypedPath { Lookups.IsEmpty: true };
}
