using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Platform.Storage.Platform;

/// <summary>Which service client uploaded a file.</summary>
[DbContext(typeof(PlatformContext))]
[Migration("20261130100000_NoteUploadingClient")]
internal sealed class NoteUploadingClient : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<string>("uploaded_by_client", "crm_file", maxLength: 100, nullable: true);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropColumn("uploaded_by_client", "crm_file");
}
