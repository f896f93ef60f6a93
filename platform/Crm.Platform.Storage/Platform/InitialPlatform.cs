using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Platform.Storage.Platform;

/// <summary>Versions, their layers, and the draft.</summary>
[DbContext(typeof(PlatformContext))]
[Migration("20261121000000_InitialPlatform")]
internal sealed class InitialPlatform : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "crm_layer",
            columns: table => new
            {
                hash = table.Column<string>(maxLength: 64, nullable: false),
                json = table.Column<string>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_crm_layer", row => row.hash));
        migrationBuilder.CreateTable(
            name: "crm_version",
            columns: table => new
            {
                number = table.Column<int>(nullable: false),
                platform_layer_hash = table.Column<string>(maxLength: 64, nullable: false),
                custom_layer_hash = table.Column<string>(maxLength: 64, nullable: false),
                tombstones_json = table.Column<string>(nullable: false),
                published_at = table.Column<DateTime>(nullable: false),
                published_by_id = table.Column<Guid>(nullable: true),
                note = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_crm_version", row => row.number));
        migrationBuilder.CreateTable(
            name: "crm_draft",
            columns: table => new
            {
                id = table.Column<int>(nullable: false),
                base_version = table.Column<int>(nullable: false),
                custom_layer_json = table.Column<string>(nullable: false),
                revision = table.Column<long>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_crm_draft", row => row.id));
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("crm_draft");
        migrationBuilder.DropTable("crm_version");
        migrationBuilder.DropTable("crm_layer");
    }
}
