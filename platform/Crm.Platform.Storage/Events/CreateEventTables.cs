using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Platform.Storage.Events;

/// <summary>History, subscriptions, outbox. Column types are left to the provider; a test holds the tables against the model.</summary>
[DbContext(typeof(EventContext))]
[Migration("20261129000000_CreateEventTables")]
internal sealed class CreateEventTables : Migration
{
    private bool IsPostgreSql => ActiveProvider?.Contains("Npgsql", StringComparison.Ordinal) == true;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateHistory(migrationBuilder);
        CreateSubscriptions(migrationBuilder);
        CreateOutbox(migrationBuilder);
        CreateDeliveries(migrationBuilder);
        CreateAttempts(migrationBuilder);
    }

    private void CreateHistory(MigrationBuilder migration)
    {
        migration.CreateTable(
            "crm_history",
            table => new
            {
                id = table.Column<long>().Annotation("Sqlite:Autoincrement", true),
                change_set = table.Column<Guid>(nullable: true),
                entity = table.Column<string>(),
                record_id = table.Column<Guid>(),
                version = table.Column<long>(),
                kind = table.Column<int>(),
                field = table.Column<string>(nullable: true),
                old_value = table.Column<string>(nullable: true),
                new_value = table.Column<string>(nullable: true),
                at = table.Column<DateTime>(),
                actor_id = table.Column<Guid>(nullable: true),
                actor_name = table.Column<string>(nullable: true),
                source = table.Column<string>(),
                source_id = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_crm_history", r => r.id));
        Count(migration, "crm_history", "id");
        migration.CreateIndex("ix_crm_history_record_id", "crm_history", "record_id");
        migration.CreateIndex("ix_crm_history_change_set", "crm_history", "change_set", filter: "change_set IS NOT NULL");
    }

    private static void CreateSubscriptions(MigrationBuilder migration) => migration.CreateTable(
        "crm_subscription",
        table => new
        {
            id = table.Column<Guid>(),
            consumer = table.Column<string>(),
            name = table.Column<string>(),
            entity = table.Column<string>(),
            events = table.Column<string>(),
            fields = table.Column<string>(nullable: true),
            enabled = table.Column<bool>(),
            off_reason = table.Column<string>(nullable: true),
            settings = table.Column<string>(),
            created_at = table.Column<DateTime>(),
            created_by_id = table.Column<Guid>(nullable: true),
            created_by_name = table.Column<string>(nullable: true),
        },
        constraints: table => table.PrimaryKey("PK_crm_subscription", r => r.id));

    private void CreateOutbox(MigrationBuilder migration)
    {
        migration.CreateTable(
            "crm_outbox",
            table => new
            {
                sequence = table.Column<long>().Annotation("Sqlite:Autoincrement", true),
                id = table.Column<Guid>(),
                kind = table.Column<int>(),
                entity = table.Column<string>(),
                record_id = table.Column<Guid>(),
                version = table.Column<long>(),
                changes = table.Column<string>(),
                at = table.Column<DateTime>(),
                actor_id = table.Column<Guid>(nullable: true),
                actor_name = table.Column<string>(nullable: true),
                source = table.Column<string>(),
                source_id = table.Column<string>(nullable: true),
                change_set = table.Column<Guid>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_crm_outbox", r => r.sequence));
        Count(migration, "crm_outbox", "sequence");
        migration.CreateIndex("ux_crm_outbox_id", "crm_outbox", "id", unique: true);
    }

    private void CreateDeliveries(MigrationBuilder migration)
    {
        migration.CreateTable(
            "crm_delivery",
            table => new
            {
                id = table.Column<long>().Annotation("Sqlite:Autoincrement", true),
                event_id = table.Column<Guid>(),
                subscription_id = table.Column<Guid>(),
                record_id = table.Column<Guid>(),
                status = table.Column<int>(),
                attempts = table.Column<int>(),
                due_at = table.Column<DateTime>(),
                lease_owner = table.Column<Guid>(nullable: true),
                lease_until = table.Column<DateTime>(nullable: true),
                last_error = table.Column<string>(nullable: true),
                created_at = table.Column<DateTime>(),
                ended_at = table.Column<DateTime>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_crm_delivery", r => r.id));
        Count(migration, "crm_delivery", "id");
        migration.CreateIndex("ix_crm_delivery_order", "crm_delivery", ["subscription_id", "record_id", "id"], filter: "status = 0");
        migration.CreateIndex("ix_crm_delivery_due_at", "crm_delivery", "due_at", filter: "status = 0");
        migration.CreateIndex("ix_crm_delivery_event_id", "crm_delivery", "event_id");
        migration.CreateIndex("ix_crm_delivery_subscription_id", "crm_delivery", "subscription_id");
    }

    private void CreateAttempts(MigrationBuilder migration)
    {
        migration.CreateTable(
            "crm_attempt",
            table => new
            {
                id = table.Column<long>().Annotation("Sqlite:Autoincrement", true),
                delivery_id = table.Column<long>(),
                subscription_id = table.Column<Guid>(),
                number = table.Column<int>(),
                at = table.Column<DateTime>(),
                succeeded = table.Column<bool>(),
                status = table.Column<int>(nullable: true),
                milliseconds = table.Column<int>(),
                answer = table.Column<string>(nullable: true),
                error = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_crm_attempt", r => r.id));
        Count(migration, "crm_attempt", "id");
        migration.CreateIndex("ix_crm_attempt_delivery_id", "crm_attempt", "delivery_id");
        migration.CreateIndex("ix_crm_attempt_subscription_id", "crm_attempt", "subscription_id");
    }

    /// <summary>Makes a column count by itself where an annotation does not say it.</summary>
    private void Count(MigrationBuilder migration, string table, string column)
    {
        if (IsPostgreSql)
            migration.Sql($"""ALTER TABLE "{table}" ALTER COLUMN "{column}" ADD GENERATED BY DEFAULT AS IDENTITY;""");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in new[] { "crm_attempt", "crm_delivery", "crm_outbox", "crm_subscription", "crm_history" })
            migrationBuilder.DropTable(table);
    }
}
