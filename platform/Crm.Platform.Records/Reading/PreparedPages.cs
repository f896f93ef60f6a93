using System.Collections.Concurrent;
using Crm.Platform.Abstractions;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Reading;

/// <summary>Reads one page of a query that is planned and compiled.</summary>
internal delegate Task<List<RecordRow>> PreparedPage(RecordContext context, QueryBinding binding, Caller caller, CancellationToken cancellationToken);

/// <summary>The pages of one entity, snapshot and set of roles that were asked for lately, by query: views and clients ask the same again and again.</summary>
/// <remarks>Filters, sorts and expands compare by reference where they hold lists, so this serves those who keep a parsed query, and costs the others next to nothing.</remarks>
internal sealed class PreparedPages
{
    private const int MostKept = 500;

    private readonly ConcurrentDictionary<RecordQuery, PreparedPage> _pages = new();

    public PreparedPage? Find(RecordQuery query) => _pages.GetValueOrDefault(query);

    public void Keep(RecordQuery query, PreparedPage page)
    {
        if (_pages.Count >= MostKept)
            _pages.Clear();
        _pages[query] = page;
    }
}
