using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Rights;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Writing;

/// <summary>One record on its way through the pipeline.</summary>
/// <param name="Record">The record as it will be; tracked by the session's context unless it is new.</param>
internal sealed record RecordWrite(RecordSession Session, EntityRules Rules, WriteKind Kind, StoredRecord Record, Caller Caller)
{
    private static readonly RecordInput Nothing = new();
    private ImmutableArray<FieldDifference>? _changes;

    public EntityDefinition Entity => Rules.Entity;

    /// <summary>What the sender gave; empty for the trash.</summary>
    public RecordInput Input { get; init; } = Nothing;

    /// <summary>What the sender may do; <see langword="null"/> for what another write brings along, which nobody asks about.</summary>
    public EntityAccess? Access { get; init; }

    /// <summary>The record as it was; <see langword="null"/> when it is new.</summary>
    public StoredRecord? Before { get; init; }

    /// <summary>New records of the entity still to come in this transaction, this one included.</summary>
    public int Ahead { get; init; } = 1;

    /// <summary>Whether only computed fields changed, because another record did. Nobody asked for it, and the record's version stays.</summary>
    public bool IsConsequence { get; init; }

    /// <summary>What its field steps put off until it is saved. Done anew when the save is tried anew; dropped with a write that is refused.</summary>
    public List<Func<CancellationToken, Task<Failure?>>> OnceSaved { get; } = [];

    /// <summary>Fields whose value the sender changed, or that follow from what was changed.</summary>
    public HashSet<string> Changed { get; } = new(StringComparer.Ordinal);

    /// <summary>Why it cannot be saved; paths are field names.</summary>
    public List<Problem> Problems { get; } = [];

    /// <summary>What differs from before, computed fields included. Ask once the record is saved: the answer is kept.</summary>
    public ImmutableArray<FieldDifference> Changes => _changes ??= Kind is WriteKind.Create or WriteKind.Update ? FieldDifferences.Between(Rules, Before, Record) : [];

    /// <summary>Whether the sender can fill in a field: what somebody may not see or change cannot be asked of them.</summary>
    public bool MaySet(string field) => Access?.MaySet(field) != false;

    /// <summary>Whether there is anything to save.</summary>
    public bool IsNeeded => Kind != WriteKind.Update || Changed.Count > 0;
}
