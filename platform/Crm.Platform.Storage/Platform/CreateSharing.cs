using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Platform.Storage.Platform;

/// <summary>Who is in which team, and which records are shared with whom.</summary>
[DbContext(typeof(PlatformContext))]
[Migration("20261125000000_CreateSharing")]
internal sealed class CreateSharing : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateShares(migrationBuilder);
        CreateMembers(migrationBuilder);
        CreateReach(migrationBuilder);
    }

    private static void CreateShares(MigrationBuilder migration)
    {
        migration.CreateTable(
            name: "crm_share",
            columns: table => new
            {
                id = table.Column<Guid>(nullable: false),
                entity = table.Column<string>(maxLength: 60, nullable: false),
                record_id = table.Column<Guid>(nullable: false),
                principal_id = table.Column<Guid>(nullable: false),
                is_team = table.Column<bool>(nullable: false),
                may_write = table.Column<bool>(nullable: false),
                created_at = table.Column<DateTime>(nullable: false),
                created_by_id = table.Column<Guid>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_crm_share", row => row.id));
        migration.CreateIndex("ux_crm_share_record", "crm_share", ["record_id", "entity", "principal_id"], unique: true);
        migration.CreateIndex("ix_crm_share_principal", "crm_share", ["principal_id", "entity", "record_id", "may_write"]);
    }

    private static void CreateMembers(MigrationBuilder migration)
    {
        migration.CreateTable(
            name: "crm_team_member",
            columns: table => new { team_id = table.Column<Guid>(nullable: false), user_id = table.Column<Guid>(nullable: false) },
            constraints: table => table.PrimaryKey("pk_crm_team_member", row => new { row.team_id, row.user_id }));
        migration.CreateIndex("ix_crm_team_member_user", "crm_team_member", "user_id");
    }

    private static void CreateReach(MigrationBuilder migration) => migration.CreateTable(
        name: "crm_team_reach",
        columns: table => new { user_id = table.Column<Guid>(nullable: false), team_id = table.Column<Guid>(nullable: false) },
        constraints: table => table.PrimaryKey("pk_crm_team_reach", row => new { row.user_id, row.team_id }));

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("crm_team_reach");
        migrationBuilder.DropTable("crm_team_member");
        migrationBuilder.DropTable("crm_share");
    }
}
