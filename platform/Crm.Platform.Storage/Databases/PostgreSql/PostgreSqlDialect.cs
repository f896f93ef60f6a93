using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions;
using Crm.Platform.Expressions.Querying;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Storage.Databases.PostgreSql;

/// <summary>What PostgreSQL says differently in queries. Its collations compare every letter or none, so text is folded, in the columns' indexes too.</summary>
internal sealed class PostgreSqlDialect : IQueryDialect
{
    private static readonly Expression Functions = Expression.Constant(EF.Functions);

    public bool HasLists => true;

    public Expression Like(Expression text, Expression pattern) => Expression.Call(
        typeof(DbFunctionsExtensions), nameof(DbFunctionsExtensions.Like), null, Functions, Lower(text), Lower(pattern), Expression.Constant("\\"));

    public Expression Units(Expression value, FieldDefinition field) => Expression.Convert(value, typeof(long?));

    /// <summary>As the index has it; the column is by code point itself.</summary>
    public Expression Column(Expression column) => Expression.Call(column, nameof(string.ToLower), null);

    public Expression Compared(Expression text, bool besideColumn) => Lower(text);

    /// <summary>By the rules of "C" only ASCII letters have two cases.</summary>
    public Expression Lower(Expression text) => Expression.Call(ByCodePoint(text), nameof(string.ToLower), null);

    public Expression Upper(Expression text) => Expression.Call(ByCodePoint(text), nameof(string.ToUpper), null);

    public Expression ByCodePoint(Expression text) =>
        Expression.Call(typeof(RelationalDbFunctionsExtensions), nameof(RelationalDbFunctionsExtensions.Collate), [typeof(string)], Functions, text, Expression.Constant("C"));

    public Expression AddDays(Expression from, Expression days) => Expression.Call(typeof(DateRules), nameof(DateRules.AddDays), null, from, days);
}
