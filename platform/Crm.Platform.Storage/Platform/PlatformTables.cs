using Crm.Platform.Storage.Files;
using Crm.Platform.Storage.Numbers;
using Crm.Platform.Storage.Search;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Storage.Platform;

/// <summary>Tables of the platform that are written together with records.</summary>
internal static class PlatformTables
{
    public static void Configure(ModelBuilder builder)
    {
        builder.Entity<FileRow>(file =>
        {
            file.ToTable("crm_file");
            file.HasKey(f => f.Id);
            file.Property(f => f.Id).HasColumnName("id").ValueGeneratedNever();
            file.Property(f => f.Name).HasColumnName("name").HasMaxLength(255);
            file.Property(f => f.ContentType).HasColumnName("content_type").HasMaxLength(100);
            file.Property(f => f.Size).HasColumnName("size");
            file.Property(f => f.UploadedById).HasColumnName("uploaded_by_id");
            file.Property(f => f.UploadedByClient).HasColumnName("uploaded_by_client").HasMaxLength(100);
            file.Property(f => f.LooseSince).HasColumnName("loose_since");
            file.Property(f => f.Entity).HasColumnName("entity").HasMaxLength(60);
            file.Property(f => f.RecordId).HasColumnName("record_id");
            file.Property(f => f.Field).HasColumnName("field").HasMaxLength(60);
        });
        builder.Entity<NumberRow>(number =>
        {
            number.ToTable("crm_number");
            number.HasKey(n => n.Series);
            number.Property(n => n.Series).HasColumnName("series").HasMaxLength(200);
            number.Property(n => n.Last).HasColumnName("last");
        });
        builder.Entity<SearchFieldRow>(field =>
        {
            field.ToTable("crm_search_field");
            field.HasKey(f => f.Number);
            field.Property(f => f.Number).HasColumnName("number").ValueGeneratedNever();
            field.Property(f => f.Entity).HasColumnName("entity").HasMaxLength(60);
            field.Property(f => f.Field).HasColumnName("field").HasMaxLength(130);
            field.Property(f => f.Source).HasColumnName("source");
        });
        builder.Entity<SearchBuildRow>(build =>
        {
            build.ToTable("crm_search_build");
            build.HasKey(b => b.Entity);
            build.Property(b => b.Entity).HasColumnName("entity").HasMaxLength(60);
            build.Property(b => b.Before).HasColumnName("before_id");
        });
    }
}
