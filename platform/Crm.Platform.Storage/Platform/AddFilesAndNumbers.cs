using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Platform.Storage.Platform;

/// <summary>Uploaded files and the counters of automatic numbers.</summary>
[DbContext(typeof(PlatformContext))]
[Migration("20261122000000_AddFilesAndNumbers")]
internal sealed class AddFilesAndNumbers : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "crm_file",
            columns: table => new
            {
                id = table.Column<Guid>(nullable: false),
                name = table.Column<string>(maxLength: 255, nullable: false),
                content_type = table.Column<string>(maxLength: 100, nullable: false),
                size = table.Column<long>(nullable: false),
                uploaded_by_id = table.Column<Guid>(nullable: true),
                loose_since = table.Column<DateTime>(nullable: true),
                entity = table.Column<string>(maxLength: 60, nullable: true),
                record_id = table.Column<Guid>(nullable: true),
                field = table.Column<string>(maxLength: 60, nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_crm_file", row => row.id));
        migrationBuilder.CreateIndex("ix_crm_file_record_id", "crm_file", "record_id");
        migrationBuilder.CreateIndex("ix_crm_file_loose_since", "crm_file", "loose_since");
        migrationBuilder.CreateTable(
            name: "crm_number",
            columns: table => new
            {
                series = table.Column<string>(maxLength: 200, nullable: false),
                last = table.Column<long>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_crm_number", row => row.series));
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("crm_number");
        migrationBuilder.DropTable("crm_file");
    }
}
