using Crm.Platform.Storage.Databases.PostgreSql;
using Crm.Platform.Storage.Databases.Sqlite;
using Crm.Platform.Storage.Search;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Platform.Storage.Platform;

/// <summary>The index of words, in the manner of the database, and what is known of it.</summary>
[DbContext(typeof(PlatformContext))]
[Migration("20261201000000_CreateSearch")]
internal sealed class CreateSearch : Migration
{
    private bool IsPostgreSql => ActiveProvider?.Contains("Npgsql", StringComparison.Ordinal) == true;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "crm_search_field",
            columns: table => new
            {
                number = table.Column<int>(nullable: false),
                entity = table.Column<string>(maxLength: 60, nullable: false),
                field = table.Column<string>(maxLength: 130, nullable: false),
                source = table.Column<string>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_crm_search_field", row => row.number));
        migrationBuilder.CreateTable(
            name: "crm_search_build",
            columns: table => new
            {
                entity = table.Column<string>(maxLength: 60, nullable: false),
                before_id = table.Column<Guid>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_crm_search_build", row => row.entity));
        ISearchIndex index = IsPostgreSql ? new PostgreSqlSearch() : new SqliteSearch();
        foreach (var sql in index.Tables)
            migrationBuilder.Sql(sql);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DROP TABLE crm_search");
        if (!IsPostgreSql)
            migrationBuilder.Sql("DROP TABLE crm_search_words");
        migrationBuilder.DropTable("crm_search_build");
        migrationBuilder.DropTable("crm_search_field");
    }
}
