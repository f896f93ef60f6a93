using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.Internal;

namespace Crm.Platform.Storage.Databases.PostgreSql;

/// <summary>Makes a <see cref="PostgreSqlQueryText"/> per query.</summary>
#pragma warning disable EF1001 // The provider has no other door to its options; versions are pinned.
internal sealed class PostgreSqlQueryTexts(QuerySqlGeneratorDependencies dependencies, IRelationalTypeMappingSource types, INpgsqlSingletonOptions options) : IQuerySqlGeneratorFactory
{
    public QuerySqlGenerator Create() => new PostgreSqlQueryText(dependencies, types, options.PostgresVersion);
}
