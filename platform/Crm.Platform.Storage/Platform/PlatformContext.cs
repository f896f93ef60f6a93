using Crm.Platform.Storage.Files;
using Crm.Platform.Storage.Search;
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

    public DbSet<TombstoneRow> Tombstones => Set<TombstoneRow>();

    public DbSet<SearchFieldRow> SearchFields => Set<SearchFieldRow>();

    public DbSet<SearchBuildRow> SearchBuilds => Set<SearchBuildRow>();

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
            version.Property(v => v.PluginLayersJson).HasColumnName("plugin_layers_json");
            version.Property(v => v.RenamesJson).HasColumnName("renames_json");
            version.Property(v => v.PublishedAt).HasColumnName("published_at");
            version.Property(v => v.PublishedById).HasColumnName("published_by_id");
            version.Property(v => v.Note).HasColumnName("note");
        });
        modelBuilder.Entity<TombstoneRow>(tombstone =>
        {
            tombstone.ToTable("crm_tombstone");
            tombstone.HasKey(t => t.Id);
            tombstone.Property(t => t.Id).HasColumnName("id").ValueGeneratedNever();
            tombstone.Property(t => t.Entity).HasColumnName("entity").HasMaxLength(63);
            tombstone.Property(t => t.Field).HasColumnName("field").HasMaxLength(63);
            tombstone.Property(t => t.TableName).HasColumnName("table_name").HasMaxLength(63);
            tombstone.Property(t => t.ColumnName).HasColumnName("column_name").HasMaxLength(63);
            tombstone.Property(t => t.Version).HasColumnName("version");
            tombstone.Property(t => t.At).HasColumnName("at");
            tombstone.Property(t => t.ById).HasColumnName("by_id");
            tombstone.Property(t => t.DefinitionJson).HasColumnName("definition_json");
            tombstone.Property(t => t.DefinedIn).HasColumnName("defined_in").HasMaxLength(63);
            tombstone.Property(t => t.IsConversion).HasColumnName("is_conversion");
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


    /// <summary>Names and hashes of the plugins' layers in order; <see langword="null"/> is none.</summary>
    public string? PluginLayersJson { get; init; }

    /// <summary>What it renamed; <see langword="null"/> is nothing.</summary>
    public string? RenamesJson { get; init; }
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

/// <summary>A column or table of something removed or converted.</summary>
internal sealed class TombstoneRow
{
    public required Guid Id { get; init; }
    public required string Entity { get; set; }
    public string? Field { get; init; }
    public required string TableName { get; set; }
    public string? ColumnName { get; init; }
    public required int Version { get; init; }
    public required DateTime At { get; init; }
    public Guid? ById { get; init; }

    /// <summary>The entity's name in the version before.</summary>
    public required string DefinedIn { get; init; }

    /// <summary>The field or entity as it was then.</summary>
    public required string DefinitionJson { get; init; }
    public required bool IsConversion { get; init; }
}
