using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Crm.Platform.Storage.Search;

/// <summary>The words of all records, as the database keeps and finds them.</summary>
public interface ISearchIndex
{
    /// <summary>Statements that make its tables.</summary>
    IEnumerable<string> Tables { get; }

    /// <summary>Maps what <see cref="Found"/> asks.</summary>
    void Map(ModelBuilder builder);

    /// <summary>Replaces what the records are found by.</summary>
    /// <param name="transaction">Of a context with a running transaction.</param>
    Task WriteAsync(DatabaseFacade transaction, IReadOnlyCollection<SearchEntry> entries, CancellationToken cancellationToken);

    /// <summary>What to look for, in the database's own language.</summary>
    string Text(SearchTree tree);

    /// <summary>Ids of the records that are found by <see cref="QueryParameters.Search"/>.</summary>
    IQueryable<Guid> Found(RecordContext context);
}
