using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Querying;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Storage.Databases.Sqlite;

/// <summary>What SQLite says differently in queries.</summary>
internal sealed class SqliteDialect : IQueryDialect
{
    public bool HasLists => false;

    /// <summary>SQLite's LIKE ignores ASCII case.</summary>
    public Expression Like(Expression text, Expression pattern) => Expression.Call(
        typeof(DbFunctionsExtensions), nameof(DbFunctionsExtensions.Like), null, Expression.Constant(EF.Functions), text, pattern, Expression.Constant("\\"));

    /// <summary>The column holds the scaled number already.</summary>
    public Expression Units(Expression value, FieldDefinition field) => Expression.Convert(value, typeof(long?));

    /// <summary>The collation of the column ignores case.</summary>
    public Expression Column(Expression column) => column;

    /// <summary>A column's collation also serves what stands beside it; computed text has none.</summary>
    public Expression Compared(Expression text, bool besideColumn) => besideColumn ? text : Lower(text);

    public Expression Lower(Expression text) => Expression.Call(text, nameof(string.ToLower), null);

    public Expression Upper(Expression text) => Expression.Call(text, nameof(string.ToUpper), null);

    public Expression ByCodePoint(Expression text) => Expression.Call(
        typeof(RelationalDbFunctionsExtensions), nameof(RelationalDbFunctionsExtensions.Collate), [typeof(string)], Expression.Constant(EF.Functions), text, Expression.Constant("BINARY"));

    public Expression AddDays(Expression from, Expression days)
    {
        var unit = from.Type == typeof(DateOnly?) ? typeof(int) : typeof(double);
        var sum = Expression.Call(Expression.Property(from, "Value"), "AddDays", null, Expression.Convert(Expression.Property(days, "Value"), unit));
        // EF Core takes a sum of a day that is there for a day that is there, whatever is added.
        return Expression.Condition(Expression.Equal(days, Expression.Constant(null, days.Type)), Expression.Constant(null, from.Type), Expression.Convert(sum, from.Type));
    }
}
