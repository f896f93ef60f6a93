using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading;
using Crm.Platform.Screens.Shell;

namespace Crm.Platform.Screens.Search;

/// <summary>Looks for words in every entity the caller may read.</summary>
internal sealed class RecordSearch(SeenDefinitions seen, IRecordReader reader)
{
    /// <summary>Fewer letters match too much to be worth reading.</summary>
    public const int MinimumLength = 2;

    /// <param name="perEntity">Hits wanted of each entity at most.</param>
    /// <returns>Groups in menu order, without the empty ones; entities that cannot be searched are left out.</returns>
    public async Task<ImmutableArray<SearchGroup>> FindAsync(string words, int perEntity, CancellationToken cancellationToken)
    {
        if (words.Trim().Length < MinimumLength)
            return [];
        var caller = await seen.CallerAsync(cancellationToken);
        var snapshot = seen.Current;
        var groups = ImmutableArray.CreateBuilder<SearchGroup>();
        foreach (var entity in snapshot.Entities.Where(e => !e.System && snapshot.StandsAlone(e)))
        {
            var query = new RecordQuery(entity.Name) { Search = words.Trim(), Top = perEntity, Sort = [new RecordSort(SystemFields.ModifiedAt, true)] };
            var page = await reader.QueryAsync(query, caller, cancellationToken);
            if (page is { IsSuccess: true, Value: { Rows.IsEmpty: false } found })
                groups.Add(new SearchGroup(entity, [.. found.Rows.Select(r => new SearchHit(r.Record, SearchHit.FactOf(r.Record, words)))], found.HasMore));
        }
        return groups.ToImmutable();
    }
}

/// <summary>What was found of one entity.</summary>
internal sealed record SearchGroup(EntityDefinition Entity, ImmutableArray<SearchHit> Hits, bool HasMore);
