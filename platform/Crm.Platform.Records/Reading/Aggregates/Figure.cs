using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Querying;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Reading.Aggregates;

/// <summary>The values of one field within a group, as expressions.</summary>
internal sealed class Figure(Expression group, QueryColumn column)
{
    private readonly Type _type = column.Plain.ReturnType;

    /// <summary>How many are set.</summary>
    public Expression Set
    {
        get
        {
            var isSet = Expression.NotEqual(column.Plain.Body, Expression.Constant(null, _type));
            return Call(nameof(Enumerable.LongCount), [typeof(StoredRecord)], Expression.Lambda<Func<StoredRecord, bool>>(isSet, column.Plain.Parameters));
        }
    }

    /// <summary>In units; 0 when none is set.</summary>
    public Expression Sum => Call(nameof(Enumerable.Sum), [typeof(StoredRecord)], column.Plain);

    /// <summary>Null when none is set.</summary>
    public Expression SumOrNull => Expression.Condition(Expression.Equal(Set, Expression.Constant(0L)), Expression.Constant(null, typeof(long?)), Sum);

    /// <summary>In units, to some fifteen digits: for sorting.</summary>
    public Expression Mean => Call(nameof(Enumerable.Average), [typeof(StoredRecord)], column.Plain);

    public Expression Least => Call(nameof(Enumerable.Min), [typeof(StoredRecord), _type], column.Plain);

    public Expression Most => Call(nameof(Enumerable.Max), [typeof(StoredRecord), _type], column.Plain);

    public Expression Different
    {
        get
        {
            var values = Call(nameof(Enumerable.Select), [typeof(StoredRecord), column.Compared.ReturnType], column.Compared);
            var different = Expression.Call(typeof(Enumerable), nameof(Enumerable.Distinct), [column.Compared.ReturnType], values);
            return Expression.Call(typeof(Enumerable), nameof(Enumerable.LongCount), [column.Compared.ReturnType], different);
        }
    }

    /// <summary>Of the spellings of one text, the first by code point: capitals before small letters.</summary>
    public Expression Spelling(IQueryDialect dialect)
    {
        var spelling = Expression.Lambda(dialect.ByCodePoint(column.Plain.Body), column.Plain.Parameters);
        return Call(nameof(Enumerable.Min), [typeof(StoredRecord), typeof(string)], spelling);
    }

    /// <summary>A value as the database sends it, as its field has it.</summary>
    public static object? Read(object? value, StorageType type, int scale) => value switch
    {
        long units when type == StorageType.Decimal => Exact(units, scale),
        DateTime moment => DateTime.SpecifyKind(moment, DateTimeKind.Utc),
        _ => value,
    };

    public static decimal Exact(long units, int scale) => units * new decimal(1, 0, 0, false, (byte)scale);

    private MethodCallExpression Call(string method, Type[] types, LambdaExpression selector) => Expression.Call(typeof(Enumerable), method, types, group, selector);
}
