using Crm.Platform.Storage.Files;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Storage.Platform;

/// <summary>The platform's own tables; those of records are in <see cref="Model.RecordContext"/>.</summary>
internal sealed class PlatformContext(DbContextOptions<PlatformContext> options) : DbContext(options)
{
    public const string MigrationsTable = "__platform_migrations";

    public DbSet<VersionRow> Versions => Set<VersionRow>();

    public DbSet<LayerRow> Layers => Set<LayerRow>();

    public DbSet<DraftRow> Drafts => Set<DraftRow>();

    public DbSet<FileRow> Files => Set<FileRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        PlatformTables.Configure(modelBuilder);
        modelBuilder.Entity<LayerRow>(layer =>
        {
            layer.ToTable("crm_layer");
            layer.HasKey(l => l.Hash);
            layer.Property(l => l.Hash).HasColumnName("hash").HasMaxLength(64);
            layer.Property(l => l.Json).HasColumnName("json");
        });
        modelBuilder.Entity<VersionRow>(version =>
        {
            version.ToTable("crm_version");
            version.HasKey(v => v.Number);
            version.Property(v => v.Number).HasColumnName("number").ValueGeneratedNever();
            version.Property(v => v.PlatformLayerHash).HasColumnName("platform_layer_hash").HasMaxLength(64);
            version.Property(v => v.CustomLayerHash).HasColumnName("custom_layer_hash").HasMaxLength(64);
            version.Property(v => v.TombstonesJson).HasColumnName("tombstones_json");
            version.Property(v => v.PublishedAt).HasColumnName("published_at");
            version.Property(v => v.PublishedById).HasColumnName("published_by_id");
            version.Property(v => v.Note).HasColumnName("note");
        });
        modelBuilder.Entity<DraftRow>(draft =>
        {
            draft.ToTable("crm_draft");
            draft.HasKey(d => d.Id);
            draft.Property(d => d.Id).HasColumnName("id").ValueGeneratedNever();
            draft.Property(d => d.BaseVersion).HasColumnName("base_version");
            draft.Property(d => d.CustomLayerJson).HasColumnName("custom_layer_json");
            draft.Property(d => d.Revision).HasColumnName("revision");
        });
    }
}

/// <summary>A layer's JSON under the SHA-256 of it, so versions that share a layer keep it once.</summary>
internal sealed class LayerRow
{
    public required string Hash { get; init; }
    public required string Json { get; init; }
}

internal sealed class VersionRow
{
    public required int Number { get; init; }
    public required string PlatformLayerHash { get; init; }
    public required string CustomLayerHash { get; init; }

    /// <summary>What this version renamed instead of dropping.</summary>
    public required string TombstonesJson { get; init; }
    public required DateTime PublishedAt { get; init; }
    public Guid? PublishedById { get; init; }
    public string? Note { get; init; }
}

internal sealed class DraftRow
{
    /// <summary>There is one draft.</summary>
    public const int OnlyId = 1;

    public int Id { get; init; } = OnlyId;
    public required int BaseVersion { get; set; }
    public required string CustomLayerJson { get; set; }
    public required long Revision { get; set; }
}
