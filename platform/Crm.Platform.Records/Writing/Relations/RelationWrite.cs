using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading.Collections;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Writing.Computed;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Writing.Relations;

/// <summary>One relation of one record being written, within the transaction of that record.</summary>
internal sealed class RelationWrite(SessionWrites writes, RecordSession session, AccessGate gate, RelationAccess relation, EntityDefinition of, Guid owner, Caller caller, CancellationToken cancellationToken)
{
    /// <summary>What is wrong with the items, by their places.</summary>
    public RelationProblems Problems { get; } = new(relation.Relation.Name);

    public RelationAccess Relation => relation;

    /// <summary>What lets a record point at the owner, or at nothing.</summary>
    public RecordInput Pointing(bool isTied) => new RecordInput().Point(relation.Via, of.Name, isTied ? owner : null);

    /// <summary>The records that point at the owner, as far as the sender sees them and the input is about them.</summary>
    /// <param name="said">The lookup of the records named; <see langword="null"/> where they are the ones that point here.</param>
    /// <returns><see langword="null"/> where they are too many to be replaced at once, which is noted.</returns>
    public async Task<List<StoredRecord>?> PresentAsync(RelationInput input, FieldDefinition? said = null)
    {
        var present = gate.Filled(gate.Records(session.Context, relation.Pointing, AccessAction.Read).PointingAt(relation.Via, owner, null), caller);
        // Of a relation with a million records a change of one looks at that one.
        if (!input.IsWhole && !relation.Relation.IsSingle)
            return await present.Where(Named(said, [.. input.Items.Select(i => i.Id).OfType<Guid>()])).OrderBy(r => r.Id).ToListAsync(cancellationToken);
        var found = await present.OrderBy(r => r.Id).Take(RelationInput.MostReplaced + 1).ToListAsync(cancellationToken);
        if (found.Count <= RelationInput.MostReplaced)
            return found;
        Problems.Add("relation.too_many", $"There are more than {RelationInput.MostReplaced} records, which are not replaced at once.", $"Say what is added and removed: '{relation.Relation.Name}@delta'.");
        return null;
    }

    /// <summary>Makes records of the entity that points at the owner.</summary>
    /// <param name="made">Each with its place.</param>
    public async Task<Failure?> CreateAsync(IReadOnlyList<(int Index, RecordInput Input)> made, string part = "")
    {
        if (made.Count == 0)
            return null;
        if (!relation.Pointing.May(AccessAction.Create))
            return Failures.MayNot(AccessAction.Create, relation.Pointing.Whole);
        var outcomes = await writes.CreateAsync(session, relation.Pointing, [.. made.Select(m => m.Input.Set(relation.Via.Name, owner))], caller, cancellationToken);
        foreach (var (item, outcome) in made.Zip(outcomes))
            if (outcome.Failure is { } failure && Problems.Take(item.Index, failure, part) is { } refused)
                return refused;
        return null;
    }

    public async Task<Failure?> UpdateAsync(int index, EntityAccess access, Guid id, RecordInput input, string part = "")
    {
        var changed = await writes.ChangeAsync(session, access, new RecordChange(id, RecordChangeKind.Update) { Input = input }, caller, cancellationToken);
        return changed.Failure is { } failure ? Problems.Take(index, failure, part) : null;
    }

    private static Expression<Func<StoredRecord, bool>> Named(FieldDefinition? lookup, List<Guid> ids) => lookup is null ? r => ids.Contains(r.Id) : OwnerSearch.PointsAtOne(lookup, ids);

    /// <summary>To the trash; what is not allowed is told of the whole.</summary>
    public async Task<Failure?> DeleteAsync(Guid id) =>
        (await writes.ChangeAsync(session, relation.Pointing, new RecordChange(id, RecordChangeKind.Delete), caller, cancellationToken)).Failure;
}
