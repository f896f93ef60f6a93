using Crm.Platform.Storage.Files;
using Crm.Platform.Storage.Numbers;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Storage.Model;

/// <summary>The records of one snapshot. Its model is given from outside, one per snapshot.</summary>
public sealed class RecordContext(DbContextOptions<RecordContext> options) : DbContext(options)
{
    /// <summary>The live and trashed records of an entity.</summary>
    public DbSet<StoredRecord> Records(string entity) => Set<StoredRecord>(entity);

    /// <summary>Uploaded files, to be changed in one transaction with the records that hold them.</summary>
    public IQueryable<FileRow> Files => Set<FileRow>();

    /// <summary>The series of automatic numbers.</summary>
    public IQueryable<NumberRow> Numbers => Set<NumberRow>();
}
