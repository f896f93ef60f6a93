using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using Npgsql.EntityFrameworkCore.PostgreSQL.Query;
using Npgsql.EntityFrameworkCore.PostgreSQL.Query.ExpressionTranslators.Internal;

namespace Crm.Platform.Storage.Databases.PostgreSql;

/// <summary>What the provider translates, and what <see cref="PostgreSqlDates"/> and <see cref="PostgreSqlMatch"/> add.</summary>
#pragma warning disable EF1001 // A provider's translators have no public base to add to; versions are pinned.
internal sealed class PostgreSqlFunctions : NpgsqlMethodCallTranslatorProvider
{
    public PostgreSqlFunctions(RelationalMethodCallTranslatorProviderDependencies dependencies, IModel model, IDbContextOptions options)
        : base(dependencies, model, options) =>
        AddTranslators(
        [
            new PostgreSqlDates(dependencies.SqlExpressionFactory, dependencies.RelationalTypeMappingSource),
            new PostgreSqlMatch((NpgsqlSqlExpressionFactory)dependencies.SqlExpressionFactory, dependencies.RelationalTypeMappingSource),
        ]);
}
