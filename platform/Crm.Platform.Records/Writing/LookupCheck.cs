using Crm.Platform.Abstractions;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Writing.Evaluation;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Writing;

/// <summary>Whether the records that lookups point at exist for the sender: one that may not be seen is answered like one that is not there. Lives as long as one transaction and remembers what it found.</summary>
/// <remarks>What is found stays: nobody can send a target to the trash between this check and the end of the transaction.</remarks>
internal sealed class LookupCheck(RecordModel model, RecordContext context)
{
    private readonly Dictionary<(string Entity, Guid Id), bool> _known = [];
    private readonly HashSet<(string Entity, Guid Id)> _refused = [];

    /// <summary>Finds out about the targets of records that are still to be made, some hundred at a time.</summary>
    public async Task LoadAsync(IReadOnlyCollection<RecordInput> inputs, EntityRules rules, Caller caller, AccessGate gate, CancellationToken cancellationToken)
    {
        foreach (var field in rules.Lookups.Select(l => l.Field))
        {
            if (field.Lookup is { } target)
                await LoadAsync(target, inputs.Select(i => i.Values.GetValueOrDefault(field.Name)).OfType<Guid>(), caller, gate, cancellationToken);
            else
                foreach (var group in inputs.Where(i => i.Values.GetValueOrDefault(field.TypeField!) is string type && field.PointsAt(type)).GroupBy(i => (string)i.Values[field.TypeField!]!, StringComparer.Ordinal))
                    await LoadAsync(group.Key, group.Select(i => i.Values.GetValueOrDefault(field.Name)).OfType<Guid>(), caller, gate, cancellationToken);
        }
    }

    private async Task LoadAsync(string target, IEnumerable<Guid> ids, Caller caller, AccessGate gate, CancellationToken cancellationToken)
    {
        var unknown = ids.Where(id => !_known.ContainsKey((target, id))).Distinct().ToList();
        if (unknown.Count < 2 || gate.Profile(model, caller).Access(target) is not { } access)
            return;
        foreach (var id in unknown)
            _known[(target, id)] = false;
        var readable = gate.Filled(gate.Records(context, access, AccessAction.Read), caller);
        foreach (var some in unknown.Chunk(RecordTargets.MostAtOnce))
            foreach (var id in await readable.Where(r => some.Contains(r.Id) && r.DeletedAt == null).KeptPresent().Select(r => r.Id).ToListAsync(cancellationToken))
                _known[(target, id)] = true;
    }

    /// <summary>Checks the fields that were changed; the others were checked when they were set.</summary>
    public async Task RunAsync(RecordWrite write, AccessGate gate, CancellationToken cancellationToken)
    {
        foreach (var lookup in write.Rules.Lookups)
        {
            var name = lookup.Field.Name;
            // Of several entities it may not be known which; that was told already.
            if ((write.Changed.Contains(name) || (lookup.Field.TypeField is { } type && write.Changed.Contains(type))) && write.Record[name] is Guid id && lookup.Field.TargetOf(write.Record) is { } target && !await ExistsAsync(target, id, write.Caller, gate, cancellationToken))
                write.Problems.Add(Missing(lookup.Field, target));
        }
    }

    /// <summary>Why a record checked before cannot be saved any more: one it points at was refused since.</summary>
    public Invalid? Lost(RecordWrite write)
    {
        var lost = write.Rules.Lookups.FirstOrDefault(l => write.Record[l.Field.Name] is Guid id && l.Field.TargetOf(write.Record) is { } target && _refused.Contains((target, id)));
        return lost is null ? null : Invalid.Of(Missing(lost.Field, lost.Field.TargetOf(write.Record)!));
    }

    /// <summary>Notes a record made in this transaction, so that later ones may point at it.</summary>
    public void Add(RecordWrite made) => _known[Key(made)] = true;

    /// <summary>Takes back what <see cref="Add"/> noted of a record that is not saved after all.</summary>
    public void Refuse(RecordWrite made)
    {
        _known[Key(made)] = false;
        _refused.Add(Key(made));
    }

    /// <summary>Takes notice of a saved change: what went to the trash is no target any more, and of what came back it is asked anew.</summary>
    public void Note(RecordWrite saved)
    {
        if (saved.Kind == WriteKind.Delete)
            _known[Key(saved)] = false;
        else if (saved.Kind == WriteKind.Restore)
            _known.Remove(Key(saved));
    }

    /// <summary>Forgets what was found; what was refused stays so.</summary>
    public void Forget()
    {
        _known.Clear();
        foreach (var key in _refused)
            _known[key] = false;
    }

    /// <summary>Whether there is such a record for the sender.</summary>
    public async Task<bool> ExistsAsync(string entity, Guid id, Caller caller, AccessGate gate, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue((entity, id), out var exists))
            return exists;
        exists = gate.Profile(model, caller).Access(entity) is { } access
            && await model.KeepLiveAsync(context, entity, id, cancellationToken) is { } target
            && await gate.MayAsync(context, access, AccessAction.Read, target, caller, cancellationToken);
        return _known[(entity, id)] = exists;
    }

    private static (string Entity, Guid Id) Key(RecordWrite write) => (write.Entity.Name, write.Record.Id);

    private Problem Missing(FieldDefinition lookup, string target) => new(lookup.Name, "field.lookup", $"{lookup.Title} points at no {TitleOf(target)} that exists.");

    private string TitleOf(string entity) => model.Snapshot.Entity(entity)?.Title.ToLowerInvariant() ?? entity;
}
