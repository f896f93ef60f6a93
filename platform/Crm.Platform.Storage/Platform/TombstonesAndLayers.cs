using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Platform.Storage.Platform;

/// <summary>A table of tombstones instead of a list per version, the layers of plugins, and what each version renamed.</summary>
[DbContext(typeof(PlatformContext))]
[Migration("20261125000000_TombstonesAndLayers")]
internal sealed class TombstonesAndLayers : Migration
{
    /// <summary>Where the lists go, until the first start that reads the definitions they speak of.</summary>
    public const string Earlier = "crm_tombstone_earlier";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "crm_tombstone",
            columns: table => new
            {
                id = table.Column<Guid>(nullable: false),
                entity = table.Column<string>(maxLength: 63, nullable: false),
                field = table.Column<string>(maxLength: 63, nullable: true),
                table_name = table.Column<string>(maxLength: 63, nullable: false),
                column_name = table.Column<string>(maxLength: 63, nullable: true),
                version = table.Column<int>(nullable: false),
                at = table.Column<DateTime>(nullable: false),
                by_id = table.Column<Guid>(nullable: true),
                defined_in = table.Column<string>(maxLength: 63, nullable: false),
                definition_json = table.Column<string>(nullable: false),
                is_conversion = table.Column<bool>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_crm_tombstone", row => row.id));
        migrationBuilder.AddColumn<string>(name: "plugin_layers_json", table: "crm_version", nullable: true);
        migrationBuilder.AddColumn<string>(name: "renames_json", table: "crm_version", nullable: true);
        migrationBuilder.CreateTable(
            name: Earlier,
            columns: table => new { version = table.Column<int>(nullable: false), json = table.Column<string>(nullable: false) },
            constraints: table => table.PrimaryKey("pk_crm_tombstone_earlier", row => row.version));
        migrationBuilder.Sql("INSERT INTO crm_tombstone_earlier (version, json) SELECT number, tombstones_json FROM crm_version WHERE tombstones_json <> '[]'");
        // As text: EF Core would copy the table on SQLite.
        migrationBuilder.Sql("ALTER TABLE crm_version DROP COLUMN tombstones_json");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("crm_tombstone");
        migrationBuilder.Sql($"DROP TABLE IF EXISTS {Earlier}");
        migrationBuilder.Sql("ALTER TABLE crm_version DROP COLUMN plugin_layers_json");
        migrationBuilder.Sql("ALTER TABLE crm_version DROP COLUMN renames_json");
        migrationBuilder.AddColumn<string>(name: "tombstones_json", table: "crm_version", nullable: false, defaultValue: "[]");
    }
}
