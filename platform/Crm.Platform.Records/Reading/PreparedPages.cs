using System.Collections.Concurrent;
using Crm.Platform.Records.Rights;

namespace Crm.Platform.Records.Reading;

/// <summary>The pages of one entity, snapshot and set of roles that were asked for lately, by query: views and clients ask the same again and again.</summary>
/// <remarks>Filters, sorts and expands compare by reference where they hold lists, so this serves those who keep a parsed query, and costs the others next to nothing.</remarks>
internal sealed class PreparedPages
{
    private const int MostKept = 500;

    private readonly ConcurrentDictionary<(RecordQuery Query, CursorShape? After, ReachShape Reach), PreparedPage> _pages = new();

    /// <param name="query">Without its cursor, whose values differ from page to page.</param>
    public PreparedPage? Find(RecordQuery query, CursorShape? after, ReachShape reach) => _pages.GetValueOrDefault((query, after, reach));

    public void Keep(RecordQuery query, CursorShape? after, ReachShape reach, PreparedPage page)
    {
        if (_pages.Count >= MostKept)
            _pages.Clear();
        _pages[(query, after, reach)] = page;
    }
}
