using Crm.Platform.Abstractions;
using Crm.Platform.Records.Rights;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Writing;

/// <summary>Whether the records that lookups point at exist for the sender: one that may not be seen is answered like one that is not there. Lives as long as one transaction and remembers what it found.</summary>
/// <remarks>What is found stays: nobody can send a target to the trash between this check and the end of the transaction.</remarks>
internal sealed class LookupCheck(RecordModel model, RecordContext context)
{
    private readonly Dictionary<(string Entity, Guid Id), bool> _known = [];

    /// <summary>Checks the fields that were changed; the others were checked when they were set.</summary>
    public async Task RunAsync(RecordWrite write, AccessGate gate, CancellationToken cancellationToken)
    {
        foreach (var lookup in write.Rules.Lookups)
        {
            var name = lookup.Field.Name;
            if (write.Changed.Contains(name) && write.Record[name] is Guid id && !await ExistsAsync(lookup.Field.Lookup!, id, write.Caller, gate, cancellationToken))
                write.Problems.Add(new Problem(name, "field.lookup", $"{lookup.Field.Title} points at no {TitleOf(lookup.Field.Lookup!)} that exists."));
        }
    }

    /// <summary>Notes records made in this transaction, so that later ones may point at them.</summary>
    public void Add(string entity, Guid id) => _known[(entity, id)] = true;

    private async Task<bool> ExistsAsync(string entity, Guid id, Caller caller, AccessGate gate, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue((entity, id), out var exists))
            return exists;
        exists = gate.Profile(model, caller).Access(entity) is { } access
            && await model.KeepLiveAsync(context, entity, id, cancellationToken) is { } target
            && await gate.MayAsync(context, access, AccessAction.Read, target, caller, cancellationToken);
        return _known[(entity, id)] = exists;
    }

    private string TitleOf(string entity) => model.Snapshot.Entity(entity)?.Title.ToLowerInvariant() ?? entity;
}
