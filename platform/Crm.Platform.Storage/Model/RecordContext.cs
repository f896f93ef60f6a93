using Crm.Platform.Storage.Files;
using Crm.Platform.Storage.Numbers;
using Crm.Platform.Storage.Search;
using Crm.Platform.Storage.Sharing;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Storage.Model;

/// <summary>The records of one snapshot. Its model is given from outside, one per snapshot.</summary>
public sealed class RecordContext(DbContextOptions<RecordContext> options) : DbContext(options)
{
    // No DbSet properties: EF would take them for a model of their own where none is given.

    /// <summary>Records opened to people and teams one by one.</summary>
    public IQueryable<ShareRow> Shares => Set<ShareRow>();

    public IQueryable<TeamMemberRow> TeamMembers => Set<TeamMemberRow>();

    public IQueryable<TeamReachRow> TeamReach => Set<TeamReachRow>();

    /// <summary>The live and trashed records of an entity.</summary>
    public DbSet<StoredRecord> Records(string entity) => Set<StoredRecord>(entity);

    /// <summary>Uploaded files, to be changed in one transaction with the records that hold them.</summary>
    public IQueryable<FileRow> Files => Set<FileRow>();

    /// <summary>The fields records are found by.</summary>
    public IQueryable<SearchFieldRow> SearchFields => Set<SearchFieldRow>();

    /// <summary>What is still to be indexed.</summary>
    public IQueryable<SearchBuildRow> SearchBuilds => Set<SearchBuildRow>();

    /// <summary>The series of automatic numbers.</summary>
    public IQueryable<NumberRow> Numbers => Set<NumberRow>();
}
