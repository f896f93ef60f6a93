using System.Collections.Concurrent;

namespace Crm.Platform.Api.OData;

/// <summary>Plans by entity and query string: parsing costs more than the rest of a small request. Holds the last thousand or so.</summary>
/// <remarks>Two generations stand in for exact LRU: reads take no lock, and a plan in use moves to the young one before the old one is dropped.</remarks>
internal sealed class PlanCache
{
    private const int Generation = 500;
    private const int LongestKept = 2048;

    private ConcurrentDictionary<(string Entity, string Query), ListPlan> _young = new();
    private ConcurrentDictionary<(string Entity, string Query), ListPlan> _old = new();

    public ListPlan? Find(string entity, string query)
    {
        if (_young.TryGetValue((entity, query), out var plan))
            return plan;
        if (!_old.TryGetValue((entity, query), out plan))
            return null;
        Keep(entity, query, plan);
        return plan;
    }

    public void Keep(string entity, string query, ListPlan plan)
    {
        if (query.Length > LongestKept)
            return;
        var young = _young;
        young[(entity, query)] = plan;
        if (young.Count > Generation && Interlocked.CompareExchange(ref _young, new(), young) == young)
            _old = young;
    }
}
