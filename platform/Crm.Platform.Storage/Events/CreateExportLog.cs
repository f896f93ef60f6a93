using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Platform.Storage.Events;

/// <summary>Who took records out.</summary>
[DbContext(typeof(EventContext))]
[Migration("20261202100000_CreateExportLog")]
internal sealed class CreateExportLog : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
        "crm_export",
        table => new
        {
            id = table.Column<Guid>(),
            entity = table.Column<string>(),
            format = table.Column<string>(),
            query = table.Column<string>(),
            at = table.Column<DateTime>(),
            actor_id = table.Column<Guid>(nullable: true),
            actor_name = table.Column<string>(nullable: true),
            client_id = table.Column<string>(nullable: true),
            source = table.Column<string>(),
            records = table.Column<long>(nullable: true),
        },
        constraints: table => table.PrimaryKey("PK_crm_export", r => r.id));

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("crm_export");
}
