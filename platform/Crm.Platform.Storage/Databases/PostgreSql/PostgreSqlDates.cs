using System.Linq.Expressions;
using System.Reflection;
using Crm.Platform.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;

namespace Crm.Platform.Storage.Databases.PostgreSql;

/// <summary>Translates <see cref="DateRules"/>, since PostgreSQL would fail outside its calendar and go on outside ours, and days as text, however the server is set.</summary>
internal sealed class PostgreSqlDates(ISqlExpressionFactory sql, IRelationalTypeMappingSource types) : IMethodCallTranslator
{
    private const double HalfMillisecond = 0.0005;

    private static readonly MethodInfo DayText = typeof(DateOnly).GetMethod(nameof(DateOnly.ToString), [])!;

    public SqlExpression? Translate(SqlExpression? instance, MethodInfo method, IReadOnlyList<SqlExpression> arguments, IDiagnosticsLogger<DbLoggerCategory.Query> logger)
    {
        if (instance is not null && method == DayText)
            return Text(instance);
        if (method.DeclaringType != typeof(DateRules))
            return null;
        var (from, days) = (sql.ApplyDefaultTypeMapping(arguments[0]), sql.ApplyDefaultTypeMapping(arguments[1]));
        return method.ReturnType == typeof(DateOnly?)
            ? WithinCalendar(from, days, Sum(from, As<int>(days), typeof(DateOnly)))
            : WithinCalendar(As<DateOnly>(from), days, Nearest(Sum(from, Interval(As<int>(days)), typeof(DateTime))));
    }

    private SqlExpression Text(SqlExpression day) =>
        sql.Function("to_char", [sql.ApplyDefaultTypeMapping(day), sql.Constant("YYYY-MM-DD", types.FindMapping(typeof(string)))], nullable: true, [true, false], typeof(string), types.FindMapping(typeof(string)));

    private SqlExpression WithinCalendar(SqlExpression day, SqlExpression days, SqlExpression sum)
    {
        var number = new SqlBinaryExpression(ExpressionType.Subtract, day, sql.Constant(DateOnly.MinValue, day.TypeMapping), typeof(int), types.FindMapping(typeof(int)));
        // As numeric, because the days may be any number.
        var target = sql.Add(As<decimal>(days), As<decimal>(number));
        var within = sql.AndAlso(sql.GreaterThanOrEqual(target, sql.Constant(0m)), sql.LessThanOrEqual(target, sql.Constant((decimal)DateOnly.MaxValue.DayNumber)));
        return sql.Case([new CaseWhenClause(within, sum)], elseResult: null);
    }

    private SqlExpression As<T>(SqlExpression value) => sql.Convert(value, typeof(T), types.FindMapping(typeof(T)));

    private static SqlBinaryExpression Sum(SqlExpression left, SqlExpression right, Type type) => new(ExpressionType.Add, left, right, type, left.TypeMapping);

    /// <summary>Half a millisecond more, so that cutting off rounds.</summary>
    private SqlExpression Interval(SqlExpression days)
    {
        var zero = sql.Constant(0, types.FindMapping(typeof(int)));
        return sql.Function("make_interval", [zero, zero, zero, days, zero, zero, sql.Constant(HalfMillisecond, types.FindMapping(typeof(double)))], nullable: true, [false, false, false, true, false, false, false], typeof(TimeSpan), types.FindMapping(typeof(TimeSpan)));
    }

    private SqlExpression Nearest(SqlExpression moment) =>
        sql.Function("date_trunc", [sql.Constant("milliseconds", types.FindMapping(typeof(string))), moment], nullable: true, [false, true], typeof(DateTime), moment.TypeMapping);
}
