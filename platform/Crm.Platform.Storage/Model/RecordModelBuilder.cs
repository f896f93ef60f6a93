using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Storage.Databases;
using Crm.Platform.Storage.Platform;
using Crm.Platform.Storage.Schema;
using Crm.Platform.Storage.Sharing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Crm.Platform.Storage.Model;

/// <summary>Makes EF Core's model of a snapshot: a table per entity, a nullable column per field.</summary>
/// <remarks>
/// Columns are nullable even where a value is required, and lookups have no foreign key: the pipeline keeps both rules,
/// so neither a tombstone nor the trash ever fights a constraint, and no publish rebuilds a table for them.
/// </remarks>
internal static class RecordModelBuilder
{
    /// <summary>Deleted records keep no key and cost no index.</summary>
    private const string LiveFilter = "\"deleted_at\" IS NULL";
    private const string TrashFilter = "\"deleted_at\" IS NOT NULL";

    /// <summary>The model queries and saves run on, with the platform's own tables beside those of records, for one transaction over both. Migrations make those, not a publish.</summary>
    public static IModel BuildWhole(DbContext context, MetadataSnapshot snapshot, IFieldKindRegistry kinds, IDatabase database) =>
        Build(context, [.. snapshot.Entities.Select(TableShape.Of)], kinds, database, designTime: false, builder =>
        {
            SharingTables.Map(builder);
            PlatformTables.Configure(builder);
            database.Search.Map(builder);
        });

    /// <summary>A model of some tables of records alone.</summary>
    /// <param name="context">Any context on the target database; gives the runtime initializer.</param>
    /// <param name="designTime">Whether the model is for comparing schemas instead of for running queries.</param>
    public static IModel Build(DbContext context, IReadOnlyCollection<TableShape> tables, IFieldKindRegistry kinds, IDatabase database, bool designTime) =>
        Build(context, tables, kinds, database, designTime, _ => { });

    private static IModel Build(DbContext context, IReadOnlyCollection<TableShape> tables, IFieldKindRegistry kinds, IDatabase database, bool designTime, Action<ModelBuilder> more)
    {
        // Without EF Core's conventions: everything is said here, and looking for more takes most of the time for hundreds of entities.
        var builder = new ModelBuilder();
        foreach (var shape in tables)
            builder.SharedTypeEntity<StoredRecord>(shape.Entity.Name, table => Configure(table, shape, kinds, database.TextCollation, withIndexes: designTime));
        more(builder);

        var model = context.GetService<IModelRuntimeInitializer>().Initialize(builder.FinalizeModel(), designTime);
        foreach (var shape in tables)
            StoredRecord.SetLayout(model.FindEntityType(shape.Entity.Name)!, new RecordLayout(shape.Entity));
        return model;
    }

    private static void Configure(EntityTypeBuilder<StoredRecord> table, TableShape shape, IFieldKindRegistry kinds, string collation, bool withIndexes)
    {
        var entity = shape.Entity;
        table.ToTable(entity.Name);
        table.HasKey(r => r.Id).HasName(StoredNames.PrimaryKey(entity.Name));
        // First and of fixed length: scopes, sorts and the check of a version then find them without walking over the texts.
        table.Property(r => r.Id).HasColumnName(SystemFields.Id).HasColumnOrder(0).ValueGeneratedNever();
        table.Property(r => r.OwnerId).HasColumnName(SystemFields.OwnerId).HasColumnOrder(1);
        table.Property(r => r.Version).HasColumnName(SystemFields.Version).HasColumnOrder(2).IsConcurrencyToken();
        Utc(table.Property(r => r.CreatedAt).HasColumnName(SystemFields.CreatedAt).HasColumnOrder(3));
        Utc(table.Property(r => r.ModifiedAt).HasColumnName(SystemFields.ModifiedAt).HasColumnOrder(4));
        Utc(table.Property(r => r.DeletedAt).HasColumnName("deleted_at").HasColumnOrder(5));
        table.Property(r => r.CreatedById).HasColumnName(SystemFields.CreatedById).HasColumnOrder(6);
        table.Property(r => r.ModifiedById).HasColumnName(SystemFields.ModifiedById).HasColumnOrder(7);

        foreach (var field in entity.Stored)
            Column(table, field, kinds.Get(field).Storage, collation);
        // Queries have no use for indexes; a save orders its statements by the unique ones.
        foreach (var index in shape.Indexes.Where(i => withIndexes || i.IsUnique))
            Index(table, entity, index);
    }

    private static void Index(EntityTypeBuilder<StoredRecord> table, EntityDefinition entity, IndexShape shape) =>
        table.HasIndex([.. shape.Columns(entity).Select(PropertyName)], shape.NameOn(entity.Name)).HasFilter(shape.IsOfTrash ? TrashFilter : LiveFilter).IsUnique(shape.IsUnique);

    /// <summary>EF calls system fields by their CLR property, declared ones by their own name.</summary>
    private static string PropertyName(string field) => field switch
    {
        SystemFields.Id => nameof(Record.Id),
        SystemFields.CreatedAt => nameof(Record.CreatedAt),
        SystemFields.CreatedById => nameof(Record.CreatedById),
        SystemFields.ModifiedAt => nameof(Record.ModifiedAt),
        SystemFields.ModifiedById => nameof(Record.ModifiedById),
        SystemFields.OwnerId => nameof(Record.OwnerId),
        SystemFields.Version => nameof(Record.Version),
        IndexShape.DeletedAt => nameof(Record.DeletedAt),
        _ => field,
    };

    private static void Column(EntityTypeBuilder<StoredRecord> table, FieldDefinition field, StorageType storage, string collation)
    {
        var column = table.IndexerProperty(storage.Clr(), field.Name).HasColumnName(field.Column).IsRequired(false);
        switch (storage)
        {
            case StorageType.Text or StorageType.Texts:
                column.UseCollation(collation);
                break;
            case StorageType.Decimal:
                column.HasConversion(ScaledDecimalConverter.Of(field.Scale));
                break;
            case StorageType.DateTime:
                column.HasConversion(UtcConverter);
                break;
        }
    }

    private static readonly ValueConverter<DateTime, DateTime> UtcConverter = new(v => DateTime.SpecifyKind(v, DateTimeKind.Utc), v => DateTime.SpecifyKind(v, DateTimeKind.Utc));

    private static void Utc<T>(PropertyBuilder<T> property) => property.HasConversion(UtcConverter);
}
