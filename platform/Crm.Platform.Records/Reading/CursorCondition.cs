using System.Collections.Immutable;
using System.Linq.Expressions;
using Crm.Platform.Expressions.Querying;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Reading;

/// <summary>The condition for the records after a cursor. Unset comes first when ascending, last when descending.</summary>
/// <remarks>
/// An index seeks a range, not an "or". So the records after a cursor are read in two goes: those whose first key is unset, or set, as
/// the cursor's is, and <see cref="CursorShape.IsBeyond"/> them all others that follow.
/// </remarks>
internal sealed class CursorCondition(ImmutableArray<SortKey> keys, CursorShape shape, IQueryDialect dialect)
{
    private static readonly Expression True = Expression.Constant(true);
    private static readonly Expression False = Expression.Constant(false);

    private readonly ParameterExpression _record = Expression.Parameter(typeof(StoredRecord), "r");

    /// <summary>Whether records follow whose first key is unset where the cursor's is set, or the other way round.</summary>
    public static bool HasBeyond(ImmutableArray<SortKey> keys, CursorShape shape) => keys[0].IsNullable && shape.IsNull(0) != keys[0].Descending;

    public Expression<Func<StoredRecord, bool>> Build() => Expression.Lambda<Func<StoredRecord, bool>>(shape.IsBeyond ? IsNull(0, !shape.IsNull(0)) : First(), _record);

    private BinaryExpression First()
    {
        if (shape.IsNull(0))
            return Expression.AndAlso(IsNull(0, true), After(1));
        return keys.Length == 1 ? Beyond(0) : Expression.AndAlso(Compare(0, OrEqual(0)), Expression.OrElse(Beyond(0), Tied(0)));
    }

    /// <summary>Whether a record follows by the keys from that one on.</summary>
    private Expression After(int index)
    {
        if (index == keys.Length)
            return False;
        var (isNull, descending) = (shape.IsNull(index), keys[index].Descending);
        if (isNull)
            return descending ? Tied(index) : Expression.OrElse(Tied(index), IsNull(index, false));
        var beyond = descending && keys[index].IsNullable ? Expression.OrElse(Beyond(index), IsNull(index, true)) : Beyond(index);
        return index == keys.Length - 1 ? beyond : Expression.OrElse(beyond, Tied(index));
    }

    private BinaryExpression Tied(int index) => Expression.AndAlso(shape.IsNull(index) ? IsNull(index, true) : Compare(index, ExpressionType.Equal), After(index + 1));

    private BinaryExpression Beyond(int index) => Compare(index, keys[index].Descending ? ExpressionType.LessThan : ExpressionType.GreaterThan);

    private ExpressionType OrEqual(int index) => keys[index].Descending ? ExpressionType.LessThanOrEqual : ExpressionType.GreaterThanOrEqual;

    private Expression IsNull(int index, bool wanted)
    {
        if (!keys[index].IsNullable)
            return wanted ? False : True;
        var isNull = Expression.Equal(Key(index), Expression.Constant(null, keys[index].Type));
        return wanted ? isNull : Expression.Not(isNull);
    }

    private BinaryExpression Compare(int index, ExpressionType how)
    {
        var (key, value) = (Key(index), QueryParameters.After(index, keys[index].Type));
        if (key.Type == typeof(string))
            return Expression.MakeBinary(how, Expression.Call(typeof(string), nameof(string.Compare), null, key, dialect.Lower(value)), Expression.Constant(0));
        // These two have an order in the database, but no operators here.
        var plain = Nullable.GetUnderlyingType(key.Type) ?? key.Type;
        return how == ExpressionType.Equal || (plain != typeof(bool) && plain != typeof(Guid))
            ? Expression.MakeBinary(how, key, value)
            : Expression.MakeBinary(how, Expression.Call(Plain(key), nameof(IComparable.CompareTo), null, Plain(value)), Expression.Constant(0));
    }

    private static Expression Plain(Expression value) => Nullable.GetUnderlyingType(value.Type) is null ? value : Expression.Property(value, "Value");

    private Expression Key(int index) => keys[index].Of(_record);
}
