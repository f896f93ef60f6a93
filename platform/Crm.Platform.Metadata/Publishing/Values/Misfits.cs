using System.Collections.Immutable;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Publishing.Values;

/// <summary>Counts records that do not fit and remembers the first few.</summary>
internal sealed class Misfits
{
    private const int MostNamed = 10;

    private readonly List<MisfitRecord> _first = [];

    public long Count { get; private set; }

    /// <summary>The first few, in the order of their ids.</summary>
    public ImmutableArray<MisfitRecord> First => [.. _first];

    public void Add(Record record)
    {
        Count++;
        if (_first.Count < MostNamed)
            _first.Add(new MisfitRecord(record.Id, record.Display));
    }
}
