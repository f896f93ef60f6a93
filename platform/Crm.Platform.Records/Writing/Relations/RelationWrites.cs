using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading.Collections;
using Crm.Platform.Records.Rights;

namespace Crm.Platform.Records.Writing.Relations;

/// <summary>Writes what a record has of its relations along with the record, in its transaction and by the rights and rules of those records.</summary>
internal sealed class RelationWrites(AccessGate gate)
{
    /// <param name="writes">By which the other records are written.</param>
    /// <param name="owner">The record, saved.</param>
    public async Task<Failure?> RunAsync(SessionWrites writes, RecordSession session, EntityAccess access, Guid owner, RecordInput input, Caller caller, CancellationToken cancellationToken)
    {
        if (Records(input) > RelationInput.MostInAll)
            return Invalid.Of(new Problem(input.Relations.First().Key, "relation.too_many", $"At most {RelationInput.MostInAll} records are written along with one."));
        var profile = gate.Profile(session.Model, caller);
        var problems = new List<Problem>();
        foreach (var (name, given) in input.Relations)
            if (RelationAccess.Of(profile, access.Seen, name) is not { } relation)
                problems.Add(new Problem(name, "field.unknown", $"'{access.Seen.Name}' has no field '{name}'."));
            else if (given.Items.Length > RelationInput.MostItems)
                problems.Add(new Problem(name, "relation.too_many", $"At most {RelationInput.MostItems} records of a relation are written at once."));
            else
            {
                var write = new RelationWrite(writes, session, gate, relation, access.Whole, owner, caller, cancellationToken);
                if (await WriteAsync(write, given) is { } refused)
                    return refused;
                problems.AddRange(write.Problems.All);
            }
        return problems.Count == 0 ? null : new Invalid("record.invalid", problems.Count == 1 ? problems[0].Message : $"This {access.Seen.Title.ToLowerInvariant()} has {problems.Count} problems.", [.. problems]);
    }

    private static int Records(RecordInput input) => input.Relations.Values.Sum(r => r.Items.Length + r.Items.Sum(i => i.Values is { Relations.Count: > 0 } values ? Records(values) : 0));

    private static Task<Failure?> WriteAsync(RelationWrite write, RelationInput given) => write.Relation.Relation.Kind switch
    {
        RelationKind.Owned => OwnedRecords.RunAsync(write, given),
        RelationKind.Many => Links.RunAsync(write, given),
        _ => PointingChildren.RunAsync(write, given),
    };
}
