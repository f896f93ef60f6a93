using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Checking;
using Crm.Platform.Expressions.Evaluation;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Writing.Evaluation;

/// <summary>The records that expressions reach over lookups, fetched before they run. Lives as long as one transaction.</summary>
/// <param name="records">The records of an entity that may be reached, those in the trash included.</param>
internal sealed class RecordTargets(Func<string, IQueryable<StoredRecord>> records) : ILookupResolver
{
    /// <summary>Ids asked for in one statement.</summary>
    public const int MostAtOnce = 500;

    private readonly Dictionary<(string Entity, Guid Id), Record?> _known = [];

    public Record? Target(Record record, FieldDefinition lookup) =>
        record[lookup.Name] is Guid id ? _known.GetValueOrDefault((lookup.Lookup!, id)) : null;

    /// <summary>Takes a record as it is now, instead of what was fetched.</summary>
    public void Note(StoredRecord record) => _known[(record.Layout.Entity.Name, record.Id)] = record.DeletedAt is null ? record : null;

    /// <summary>Forgets everything: what was known may have been undone.</summary>
    public void Forget() => _known.Clear();

    /// <summary>Fetches what lies on the ways from these records.</summary>
    public async ValueTask LoadAsync(IReadOnlyCollection<Record> from, ImmutableArray<ImmutableArray<LookupStep>> ways, CancellationToken cancellationToken)
    {
        foreach (var way in ways)
            await FollowAsync(from, way, cancellationToken);
    }

    /// <summary>Fetches what lies on the ways from records that are still to be made.</summary>
    public async ValueTask LoadAsync(IReadOnlyCollection<RecordInput> inputs, ImmutableArray<ImmutableArray<LookupStep>> ways, CancellationToken cancellationToken)
    {
        foreach (var way in ways)
        {
            var (lookup, target) = way[0];
            // Ids are unique over all entities: of a lookup of several, those of others are simply not found.
            var ids = inputs.Select(i => i.Values.GetValueOrDefault(lookup.Name)).OfType<Guid>().ToHashSet();
            await FetchAsync(target.Name, ids, cancellationToken);
            await FollowAsync([.. ids.Select(id => _known[(target.Name, id)]).OfType<Record>()], way[1..], cancellationToken);
        }
    }

    private async ValueTask FollowAsync(IReadOnlyCollection<Record> holders, ImmutableArray<LookupStep> way, CancellationToken cancellationToken)
    {
        foreach (var (lookup, target) in way)
        {
            await FetchAsync(target.Name, holders.Select(h => h[lookup.Name]).OfType<Guid>(), cancellationToken);
            holders = [.. holders.Select(h => Target(h, lookup)).OfType<Record>().Distinct()];
        }
    }

    private async ValueTask FetchAsync(string entity, IEnumerable<Guid> ids, CancellationToken cancellationToken)
    {
        var missing = ids.Where(id => !_known.ContainsKey((entity, id))).Distinct().ToList();
        foreach (var id in missing)
            _known[(entity, id)] = null;
        foreach (var some in missing.Chunk(MostAtOnce))
            foreach (var record in await records(entity).Where(r => some.Contains(r.Id) && r.DeletedAt == null).ToListAsync(cancellationToken))
                _known[(entity, record.Id)] = record;
    }
}
