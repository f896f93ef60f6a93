using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Platform.Storage.Events;

/// <summary>In which service client's name a subscription sees events.</summary>
[DbContext(typeof(EventContext))]
[Migration("20261130100000_NoteSubscribingClient")]
internal sealed class NoteSubscribingClient : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<string>("created_by_client", "crm_subscription", nullable: true);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropColumn("created_by_client", "crm_subscription");
}
