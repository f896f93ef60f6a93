using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Platform.Storage.Events;

/// <summary>What is noted for those who follow changes.</summary>
[DbContext(typeof(EventContext))]
[Migration("20261202000000_CreateChangeLog")]
internal sealed class CreateChangeLog : Migration
{
    private bool IsPostgreSql => ActiveProvider?.Contains("Npgsql", StringComparison.Ordinal) == true;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateChanges(migrationBuilder);
        migrationBuilder.CreateTable(
            "crm_tracking",
            table => new
            {
                entity = table.Column<string>(),
                epoch = table.Column<Guid>(),
                floor = table.Column<long>(),
                used_at = table.Column<DateTime>(),
            },
            constraints: table => table.PrimaryKey("PK_crm_tracking", r => r.entity));
        migrationBuilder.CreateTable(
            "crm_delta",
            table => new
            {
                id = table.Column<Guid>(),
                entity = table.Column<string>(),
                user_id = table.Column<Guid>(nullable: true),
                client_id = table.Column<string>(nullable: true),
                position = table.Column<long>(),
                at = table.Column<DateTime>(),
                sent = table.Column<byte[]>(),
                gone = table.Column<byte[]>(),
                other = table.Column<byte[]>(),
            },
            constraints: table => table.PrimaryKey("PK_crm_delta", r => r.id));
    }

    /// <summary>Where writers go on side by side the position is the transaction's own number, which several rows share; where one writes at a time it counts.</summary>
    private void CreateChanges(MigrationBuilder migration)
    {
        migration.CreateTable(
            "crm_change",
            table => new
            {
                position = IsPostgreSql ? table.Column<long>(defaultValueSql: "pg_current_xact_id()::text::bigint") : table.Column<long>().Annotation("Sqlite:Autoincrement", true),
                entity = table.Column<string>(),
                record_id = table.Column<Guid>(),
                fields = table.Column<string>(nullable: true),
                at = table.Column<DateTime>(),
            },
            constraints: table =>
            {
                if (!IsPostgreSql)
                    table.PrimaryKey("PK_crm_change", r => r.position);
            });
        migration.CreateIndex("ix_crm_change_entity", "crm_change", ["entity", "position", "record_id"]);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in new[] { "crm_delta", "crm_tracking", "crm_change" })
            migrationBuilder.DropTable(table);
    }
}
