using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Querying;
using Crm.Platform.Expressions.Tests.Model;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Platform.Expressions.Tests.Querying;

/// <summary>An SQLite database in memory, mapped as the storage project maps: indexer properties, NOCASE text, scaled decimals.</summary>
internal sealed class Database : DbContext, IRecordSets
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");

    public Database()
    {
        _connection.Open();
        Database.EnsureCreated();
    }

    public IQueryable<Row> Rows(string entity) => Set<Row>(entity);

    Expression IRecordSets.Set(string entity) => Set<Row>(entity).AsQueryable().Expression;

    public override void Dispose()
    {
        base.Dispose();
        _connection.Dispose();
    }

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseSqlite(_connection, sqlite => sqlite.UseRelationalNulls());

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (var entity in (EntityDefinition[])[Sample.Account, Sample.Deal, Sample.User])
            modelBuilder.SharedTypeEntity<Row>(entity.Name, table => Map(table, entity));
    }

    private static void Map(EntityTypeBuilder<Row> table, EntityDefinition entity)
    {
        table.ToTable(entity.Name).Ignore(r => r.Layout).Ignore(r => r.Display).HasKey(r => r.Id);
        table.Property(r => r.Id).ValueGeneratedNever();
        foreach (var field in entity.Stored)
            Map(table, field);
    }

    private static void Map(EntityTypeBuilder<Row> table, FieldDefinition field)
    {
        var type = Sample.Kinds.Find(field.Kind)!.Storage;
        var column = table.IndexerProperty(type.Clr(), field.Name).IsRequired(false);
        var factor = (decimal)Math.Pow(10, field.Scale);
        if (type is StorageType.Text or StorageType.Texts)
            column.UseCollation("NOCASE");
        if (type == StorageType.Decimal)
            column.HasConversion(new ScaledConverter(factor));
    }

    /// <summary>A record that finds its layout by the name EF Core gives its type.</summary>
    internal sealed class Row : Record
    {
        public Row(EntityDefinition entity)
            : base(new RecordLayout(entity))
        {
        }

        private Row(IEntityType entityType)
            : base(new RecordLayout(Sample.Model.Entity(entityType.Name)!))
        {
        }
    }

    private sealed class ScaledConverter(decimal factor)
        : Microsoft.EntityFrameworkCore.Storage.ValueConversion.ValueConverter<decimal, long>(v => (long)decimal.Round(v * factor), v => v / factor);
}
