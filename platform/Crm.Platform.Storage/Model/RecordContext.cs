using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Storage.Model;

/// <summary>The records of one snapshot. Its model is given from outside, one per snapshot.</summary>
public sealed class RecordContext(DbContextOptions<RecordContext> options) : DbContext(options)
{
    /// <summary>The live and trashed records of an entity.</summary>
    public DbSet<StoredRecord> Records(string entity) => Set<StoredRecord>(entity);
}
