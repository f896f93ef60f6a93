using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;

namespace Crm.Platform.Records.Reading.Aggregates;

/// <summary>A value of a group, to be compared with constants exactly, whatever digits those have.</summary>
/// <param name="value">Nullable; of a decimal its units.</param>
/// <param name="divisor">Of a mean, how many values were summed up; <see langword="null"/> for others.</param>
internal sealed class Measure(Expression value, StorageType type, int scale, Expression? divisor = null)
{
    private const decimal Largest = long.MaxValue;

    /// <summary>Digits after the point of a unit.</summary>
    private const int MostDigits = 12;

    public Expression IsNull => divisor is null ? Expression.Equal(value, Expression.Constant(null, value.Type)) : Expression.Equal(divisor, Expression.Constant(0L));

    /// <returns>The comparison, or <see langword="null"/> when the constant is of another type or has more digits than the database computes with.</returns>
    public Expression? Compare(BinaryOperator how, object constant)
    {
        if (type is not (StorageType.Integer or StorageType.Decimal))
            return constant.GetType() == Nullable.GetUnderlyingType(value.Type) ? Expression.MakeBinary(Kind(how), value, Captured(constant, value.Type)) : null;
        if (constant is not (long or decimal) || Convert.ToDecimal(constant, null) is var number && Math.Abs(number) > Largest)
            return null;
        var units = number * Power(scale);
        return divisor is null ? CompareUnits(how, units) : CompareMean(how, units, divisor);
    }

    /// <summary>A number between two units is compared as the lower one of them.</summary>
    private Expression? CompareUnits(BinaryOperator how, decimal units)
    {
        var whole = decimal.Floor(units);
        if (Math.Abs(whole) > Largest)
            return null;
        var against = Captured((long)whole, typeof(long?));
        return (whole == units, how) switch
        {
            (true, _) or (_, BinaryOperator.Greater or BinaryOperator.LessOrEqual) => Expression.MakeBinary(Kind(how), value, against),
            (_, BinaryOperator.GreaterOrEqual) => Expression.GreaterThan(value, against),
            (_, BinaryOperator.Less) => Expression.LessThanOrEqual(value, against),
            (_, BinaryOperator.Equal) => Expression.Constant(false),
            _ => Expression.Not(IsNull),
        };
    }

    /// <summary>Multiplied instead of divided, so that nothing is rounded.</summary>
    private BinaryExpression? CompareMean(BinaryOperator how, decimal units, Expression count)
    {
        var digits = (units / 1.0000000000000000000000000000m).Scale;
        if (digits > MostDigits || Math.Abs(units) * Power(digits) > Largest)
            return null;
        var sum = Expression.Multiply(value, Captured((long)Power(digits), typeof(long?)));
        var against = Expression.Multiply(Captured((long)(units * Power(digits)), typeof(long?)), Expression.Convert(count, typeof(long?)));
        return Expression.AndAlso(Expression.Not(IsNull), Expression.MakeBinary(Kind(how), sum, against));
    }

    private static decimal Power(int scale) => 1 / new decimal(1, 0, 0, false, (byte)scale);

    private static ExpressionType Kind(BinaryOperator how) => how switch
    {
        BinaryOperator.Equal => ExpressionType.Equal,
        BinaryOperator.NotEqual => ExpressionType.NotEqual,
        BinaryOperator.Less => ExpressionType.LessThan,
        BinaryOperator.LessOrEqual => ExpressionType.LessThanOrEqual,
        BinaryOperator.Greater => ExpressionType.GreaterThan,
        BinaryOperator.GreaterOrEqual => ExpressionType.GreaterThanOrEqual,
        _ => throw new ArgumentOutOfRangeException(nameof(how), how, null),
    };

    /// <summary>As a variable of a lambda: EF Core makes a parameter of it.</summary>
    private static MemberExpression Captured(object constant, Type type)
    {
        var box = typeof(StrongBox<>).MakeGenericType(type);
        return Expression.Field(Expression.Constant(Activator.CreateInstance(box, constant), box), nameof(StrongBox<>.Value));
    }
}
