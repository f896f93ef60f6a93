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
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Microsoft.EntityFrameworkCore.Metadata.Conventions.Infrastructure;
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

    /// <param name="context">Any context on the target database; gives conventions and the runtime initializer.</param>
    /// <param name="designTime">Whether the model is for comparing schemas instead of for running queries.</param>
    public static IModel Build(DbContext context, MetadataSnapshot snapshot, IFieldKindRegistry kinds, IDatabase database, bool designTime)
    {
        var builder = new ModelBuilder(Conventions(context));
        foreach (var entity in snapshot.Entities)
            builder.SharedTypeEntity<StoredRecord>(entity.Name, table => Configure(table, entity, kinds, database.TextCollation));
        // The platform's own tables come along for reading and writing in one transaction; migrations make them, not a publish.
        if (!designTime)
        {
            SharingTables.Map(builder);
            PlatformTables.Configure(builder);
        }

        var model = context.GetService<IModelRuntimeInitializer>().Initialize(builder.FinalizeModel(), designTime);
        foreach (var entity in snapshot.Entities)
            StoredRecord.SetLayout(model.FindEntityType(entity.Name)!, new RecordLayout(entity));
        return model;
    }

    private static ConventionSet Conventions(DbContext context)
    {
        var conventions = context.GetService<IConventionSetBuilder>().CreateConventionSet();
        conventions.Remove(typeof(RelationshipDiscoveryConvention));
        return conventions;
    }

    private static void Configure(EntityTypeBuilder<StoredRecord> table, EntityDefinition entity, IFieldKindRegistry kinds, string collation)
    {
        table.ToTable(entity.Name);
        table.Ignore(r => r.Layout).Ignore(r => r.Display);
        table.HasKey(r => r.Id);
        table.Property(r => r.Id).HasColumnName(SystemFields.Id).ValueGeneratedNever();
        table.Property(r => r.Version).HasColumnName(SystemFields.Version).IsConcurrencyToken();
        table.Property(r => r.CreatedById).HasColumnName(SystemFields.CreatedById);
        table.Property(r => r.ModifiedById).HasColumnName(SystemFields.ModifiedById);
        table.Property(r => r.OwnerId).HasColumnName(SystemFields.OwnerId);
        Utc(table.Property(r => r.CreatedAt).HasColumnName(SystemFields.CreatedAt));
        Utc(table.Property(r => r.ModifiedAt).HasColumnName(SystemFields.ModifiedAt));
        Utc(table.Property(r => r.DeletedAt).HasColumnName("deleted_at"));

        foreach (var field in entity.Stored)
            Column(table, field, kinds.Get(field).Storage, collation);
        // The trash is listed and emptied by age; live records are not in this index.
        table.HasIndex([nameof(Record.DeletedAt)], StoredNames.TrashIndex(entity.Name, table.Metadata.Model.GetMaxIdentifierLength())).HasFilter("\"deleted_at\" IS NOT NULL");
        foreach (var key in entity.Keys)
            Index(table, entity, key, unique: true);
        foreach (var index in Indexes(entity))
            Index(table, entity, index, unique: false);
    }

    /// <summary>Declared indexes, and one per lookup, for related lists and the checks before a delete.</summary>
    private static IEnumerable<IReadOnlyList<string>> Indexes(EntityDefinition entity)
    {
        var declared = entity.Indexes.Select(i => (IReadOnlyList<string>)i).ToList();
        var lookups = entity.Fields.Where(f => f.Lookup is not null).Select(f => f.Name).Append(SystemFields.OwnerId).Append(SystemFields.CreatedAt).Append(SystemFields.ModifiedAt);
        return declared
            .Concat(lookups.Where(name => !declared.Exists(i => i[0] == name)).Select(name => new[] { name }))
            .DistinctBy(fields => string.Join(',', fields))
            .Where(fields => !entity.Keys.Any(key => key.SequenceEqual(fields)));
    }

    private static void Index(EntityTypeBuilder<StoredRecord> table, EntityDefinition entity, IReadOnlyList<string> fields, bool unique)
    {
        var name = StoredNames.Fitted($"{(unique ? "ux" : "ix")}_{entity.Name}_{string.Join('_', fields.Select(f => entity.Field(f)?.Column ?? f))}", table.Metadata.Model.GetMaxIdentifierLength());
        // Lists go by the index and end with the id; with the owner in it too, whose turn it is to be left out is decided without looking at the row.
        IEnumerable<string> columns = unique || entity.Field(fields[0])?.Lookup is not null ? fields : [.. fields, SystemFields.Id, SystemFields.OwnerId];
        var index = table.HasIndex([.. columns.Distinct().Select(PropertyName)], name).HasFilter(LiveFilter);
        index.IsUnique(unique);
    }

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
                column.HasConversion(new ScaledDecimalConverter(field.Scale));
                break;
            case StorageType.DateTime:
                column.HasConversion(UtcConverter);
                break;
        }
    }

    private static readonly ValueConverter<DateTime, DateTime> UtcConverter = new(v => DateTime.SpecifyKind(v, DateTimeKind.Utc), v => DateTime.SpecifyKind(v, DateTimeKind.Utc));

    private static void Utc<T>(PropertyBuilder<T> property) => property.HasConversion(UtcConverter);
}
