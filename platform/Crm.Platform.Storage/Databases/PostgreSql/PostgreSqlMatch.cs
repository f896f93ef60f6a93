using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql.EntityFrameworkCore.PostgreSQL.Query;
using Npgsql.EntityFrameworkCore.PostgreSQL.Query.Expressions;
using NpgsqlTypes;

namespace Crm.Platform.Storage.Databases.PostgreSql;

/// <summary>Translates <see cref="PostgreSqlSearch.Matches"/>: <c>words @@ query::tsquery</c>.</summary>
#pragma warning disable EF1001 // The operator has no public maker that takes a query as text; versions are pinned and every search test runs through here.
internal sealed class PostgreSqlMatch(NpgsqlSqlExpressionFactory sql, IRelationalTypeMappingSource types) : IMethodCallTranslator
{
    public SqlExpression? Translate(SqlExpression? instance, MethodInfo method, IReadOnlyList<SqlExpression> arguments, IDiagnosticsLogger<DbLoggerCategory.Query> logger) =>
        method == PostgreSqlSearch.Matches
            ? sql.MakePostgresBinary(PgExpressionType.TextSearchMatch, arguments[0], sql.Convert(sql.ApplyDefaultTypeMapping(arguments[1]), typeof(NpgsqlTsQuery), types.FindMapping(typeof(NpgsqlTsQuery))))
            : null;
}
