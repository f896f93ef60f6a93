using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Querying;
using Crm.Platform.Expressions.Tests.Model;
using Crm.Platform.Storage.Databases;
using Crm.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Expressions.Tests.Querying;

/// <summary>A database mapped as the storage project maps: indexer properties, text by the database's rule, scaled decimals.</summary>
internal sealed class Database : DbContext, IRecordSets
{
    private readonly TestDatabase _database;
    private readonly ServiceProvider _provider;
    private readonly IDatabase _opened;

    private Database(TestDatabase database)
    {
        _database = database;
        _provider = database.Open(out _opened);
    }

    public IQueryDialect Dialect => _opened.Dialect;

    public static async Task<Database> CreateAsync(Func<Task<TestDatabase>> make)
    {
        var database = new Database(await make());
        await database.Database.EnsureCreatedAsync();
        return database;
    }

    public IQueryable<Row> Rows(string entity) => Set<Row>(entity);

    Expression IRecordSets.Set(string entity) => Set<Row>(entity).AsQueryable().Expression;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _provider.DisposeAsync();
        await _database.DisposeAsync();
    }

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => _opened.Configure(optionsBuilder);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (var entity in (EntityDefinition[])[Sample.Account, Sample.Deal, Sample.User])
            modelBuilder.SharedTypeEntity<Row>(entity.Name, table => Map(table, entity, _opened.TextCollation));
    }

    private static void Map(EntityTypeBuilder<Row> table, EntityDefinition entity, string collation)
    {
        table.ToTable(entity.Name).Ignore(r => r.Layout).Ignore(r => r.Display).HasKey(r => r.Id);
        table.Property(r => r.Id).ValueGeneratedNever();
        foreach (var field in entity.Stored)
            Map(table, field, collation);
    }

    private static void Map(EntityTypeBuilder<Row> table, FieldDefinition field, string collation)
    {
        var type = Sample.Kinds.Find(field.Kind)!.Storage;
        var column = table.IndexerProperty(type.Clr(), field.Name).IsRequired(false);
        var factor = (decimal)Math.Pow(10, field.Scale);
        if (type is StorageType.Text or StorageType.Texts)
            column.UseCollation(collation);
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
