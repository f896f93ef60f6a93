using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Crm.Platform.Storage.Events;

/// <summary>What happened to records, and who is told of it. Rows are written in the transaction of the records they are about (<see cref="RowInsert{T}"/>).</summary>
public sealed class EventContext(DbContextOptions<EventContext> options) : DbContext(options)
{
    public const string MigrationsTable = "__event_migrations";

    public DbSet<HistoryRow> History => Set<HistoryRow>();
    public DbSet<SubscriptionRow> Subscriptions => Set<SubscriptionRow>();
    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();
    public DbSet<DeliveryRow> Deliveries => Set<DeliveryRow>();
    public DbSet<AttemptRow> Attempts => Set<AttemptRow>();
    public DbSet<ChangeRow> Changes => Set<ChangeRow>();
    public DbSet<TrackingRow> Tracking => Set<TrackingRow>();
    public DbSet<DeltaRow> Deltas => Set<DeltaRow>();
    public DbSet<ExportedRow> Exports => Set<ExportedRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcMoment>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<HistoryRow>(Configure);
        modelBuilder.Entity<SubscriptionRow>(row => Table(row, "crm_subscription").HasKey(r => r.Id));
        modelBuilder.Entity<OutboxRow>(Configure);
        modelBuilder.Entity<DeliveryRow>(Configure);
        modelBuilder.Entity<ChangeRow>(Configure);
        modelBuilder.Entity<TrackingRow>(row => Table(row, "crm_tracking").HasKey(r => r.Entity));
        modelBuilder.Entity<DeltaRow>(row => Table(row, "crm_delta").HasKey(r => r.Id));
        modelBuilder.Entity<ExportedRow>(row => Table(row, "crm_export").HasKey(r => r.Id));
        modelBuilder.Entity<AttemptRow>(row =>
        {
            Table(row, "crm_attempt").HasIndex(r => r.DeliveryId, "ix_crm_attempt_delivery_id");
            row.HasIndex(r => r.SubscriptionId, "ix_crm_attempt_subscription_id");
        });
    }

    private static void Configure(EntityTypeBuilder<HistoryRow> row)
    {
        Table(row, "crm_history").HasIndex(r => r.RecordId, "ix_crm_history_record_id");
        row.HasIndex(r => r.ChangeSet, "ix_crm_history_change_set").HasFilter("change_set IS NOT NULL");
    }

    /// <summary>Positions are no key everywhere, but nothing here is read to be changed.</summary>
    private static void Configure(EntityTypeBuilder<ChangeRow> row)
    {
        Table(row, "crm_change").HasKey(r => r.Position);
        row.HasIndex(r => new { r.Entity, r.Position, r.RecordId }, "ix_crm_change_entity");
    }

    private static void Configure(EntityTypeBuilder<OutboxRow> row)
    {
        Table(row, "crm_outbox").HasKey(r => r.Sequence);
        row.HasIndex(r => r.Id, "ux_crm_outbox_id").IsUnique();
    }

    private static void Configure(EntityTypeBuilder<DeliveryRow> row)
    {
        Table(row, "crm_delivery").HasIndex(r => new { r.SubscriptionId, r.RecordId, r.Id }, "ix_crm_delivery_order").HasFilter("status = 0");
        row.HasIndex(r => r.DueAt, "ix_crm_delivery_due_at").HasFilter("status = 0");
        row.HasIndex(r => r.EventId, "ix_crm_delivery_event_id");
        row.HasIndex(r => r.SubscriptionId, "ix_crm_delivery_subscription_id");
    }

    /// <summary>Columns are called like the properties, in the manner of all tables: <c>record_id</c>.</summary>
    private static EntityTypeBuilder<T> Table<T>(EntityTypeBuilder<T> row, string name)
        where T : class
    {
        row.ToTable(name);
        foreach (var property in row.Metadata.GetProperties())
            row.Property(property.Name).HasColumnName(SnakeCase(property.Name));
        return row;
    }

    private static string SnakeCase(string name) => string.Concat(name.Select((c, i) => char.IsUpper(c) ? $"{(i > 0 ? "_" : "")}{char.ToLowerInvariant(c)}" : c.ToString()));

    /// <summary>Databases give moments back without saying that they are UTC.</summary>
    private sealed class UtcMoment() : ValueConverter<DateTime, DateTime>(v => v, v => DateTime.SpecifyKind(v, DateTimeKind.Utc));
}
