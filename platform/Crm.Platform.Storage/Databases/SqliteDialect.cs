using System.Linq.Expressions;
using System.Reflection;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Querying;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Storage.Databases;

/// <summary>What SQLite says differently in queries.</summary>
internal sealed class SqliteDialect : IQueryDialect
{
    private static readonly MethodInfo LikeMethod = typeof(DbFunctionsExtensions).GetMethod(
        nameof(DbFunctionsExtensions.Like), [typeof(DbFunctions), typeof(string), typeof(string), typeof(string)])!;

    /// <summary>SQLite's LIKE ignores ASCII case.</summary>
    public Expression Like(Expression text, Expression pattern) =>
        Expression.Call(LikeMethod, Expression.Constant(EF.Functions), text, pattern, Expression.Constant("\\"));

    /// <summary>The column holds the scaled number already.</summary>
    public Expression Units(Expression value, FieldDefinition field) => Expression.Convert(value, typeof(long?));
}
