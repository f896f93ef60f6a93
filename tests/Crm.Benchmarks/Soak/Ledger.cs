using System.Collections.Concurrent;

namespace Crm.Benchmarks.Soak;

/// <summary>What hosts confirmed, from all writers.</summary>
internal sealed class Ledger
{
    private int _confirmed;

    /// <summary>Ids of accounts and contacts that were made, each confirmed by its own answer or by a row of a bulk answer.</summary>
    public ConcurrentDictionary<string, string> Made { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids whose deletion was confirmed.</summary>
    public ConcurrentDictionary<string, bool> Deleted { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids whose deletion was sent and never answered: they may be there or not.</summary>
    public ConcurrentDictionary<string, bool> MaybeDeleted { get; } = new(StringComparer.Ordinal);

    /// <summary>The last confirmed number of employees of an account; one writer counts it up.</summary>
    public ConcurrentDictionary<string, int> Counted { get; } = new(StringComparer.Ordinal);

    /// <summary>Requests that were answered as asked.</summary>
    public int Confirmed => _confirmed;

    public void Confirm() => Interlocked.Increment(ref _confirmed);
}
