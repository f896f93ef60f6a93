using Crm.Platform.Storage.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.Internal;
using Npgsql.EntityFrameworkCore.PostgreSQL.Migrations;

namespace Crm.Platform.Storage.Databases.PostgreSql;

/// <summary>Writes the tables and indexes of records the way queries ask for them.</summary>
#pragma warning disable EF1001 // The provider has no other door to its options; versions are pinned.
internal sealed class PostgreSqlTables(MigrationsSqlGeneratorDependencies dependencies, INpgsqlSingletonOptions options) : NpgsqlMigrationsSqlGenerator(dependencies, options)
{
    private const string FoldedCollation = "C";

    /// <summary>Text is indexed in small letters, and null comes first, as <see cref="PostgreSqlQueryText"/> sorts it.</summary>
    protected override void Generate(CreateIndexOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        if (model?.GetRelationalModel().FindTable(operation.Table, operation.Schema) is not { } table || !Array.Exists(operation.Columns, c => IsFolded(table, c)) && operation.Filter is null)
        {
            base.Generate(operation, model, builder, terminate);
            return;
        }
        builder.Append(operation.IsUnique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ").Append(Quoted(operation.Name)).Append(" ON ").Append(Quoted(operation.Table))
            .Append(" (").Append(string.Join(", ", operation.Columns.Select(c => Key(table, c)))).Append(")");
        if (operation.Filter is { } filter)
            builder.Append(" WHERE ").Append(filter);
        if (terminate)
            builder.AppendLine(";").EndCommand();
    }

    /// <summary>Names of keys are unique among all tables: the one of a table that is put aside must be free for the next of its name.</summary>
    protected override void Generate(RenameTableOperation operation, IModel? model, MigrationCommandListBuilder builder)
    {
        base.Generate(operation, model, builder);
        if (operation.NewName is { } name)
            builder.Append("ALTER INDEX IF EXISTS ").Append(Quoted(StoredNames.PrimaryKey(operation.Name))).Append(" RENAME TO ").Append(Quoted(StoredNames.PrimaryKey(name))).AppendLine(";").EndCommand();
    }

    private string Key(ITable table, string column) => (IsFolded(table, column), table.FindColumn(column)!.IsNullable) switch
    {
        (true, _) => $"lower({Quoted(column)}) NULLS FIRST",
        (false, true) => $"{Quoted(column)} NULLS FIRST",
        (false, false) => Quoted(column),
    };

    private static bool IsFolded(ITable table, string column) => table.FindColumn(column)?.Collation == FoldedCollation;

    private string Quoted(string name) => Dependencies.SqlGenerationHelper.DelimitIdentifier(name);
}
