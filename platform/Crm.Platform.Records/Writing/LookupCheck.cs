using Crm.Platform.Abstractions;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Writing;

/// <summary>Whether the records that lookups point at exist. Lives as long as one transaction and remembers what it found.</summary>
/// <remarks>What is found stays: nobody can send a target to the trash between this check and the end of the transaction.</remarks>
internal sealed class LookupCheck(RecordModel model, RecordContext context)
{
    private readonly Dictionary<(string Entity, Guid Id), bool> _known = [];

    /// <param name="changed">Fields to check; the others were checked when they were set.</param>
    public async Task RunAsync(EntityRules rules, Record record, IReadOnlySet<string> changed, List<Problem> problems, CancellationToken cancellationToken)
    {
        foreach (var lookup in rules.Lookups)
        {
            var name = lookup.Field.Name;
            if (changed.Contains(name) && record[name] is Guid id && !await ExistsAsync(lookup.Field.Lookup!, id, cancellationToken))
                problems.Add(new Problem(name, "field.lookup", $"{lookup.Field.Title} points at no {TitleOf(lookup.Field.Lookup!)} that exists."));
        }
    }

    /// <summary>Notes records made in this transaction, so that later ones may point at them.</summary>
    public void Add(string entity, Guid id) => _known[(entity, id)] = true;

    private async Task<bool> ExistsAsync(string entity, Guid id, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue((entity, id), out var exists))
            return exists;
        exists = model.Snapshot.Entity(entity) is not null && await model.KeepLiveAsync(context, entity, id, cancellationToken) is not null;
        return _known[(entity, id)] = exists;
    }

    private string TitleOf(string entity) => model.Snapshot.Entity(entity)?.Title.ToLowerInvariant() ?? entity;
}
