using System.Collections.Immutable;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Metadata.Publishing;

/// <summary>What lies between two snapshots.</summary>
/// <param name="Operations">In the order they must be carried out.</param>
/// <param name="Losses">What people would no longer see; to be accepted one by one.</param>
/// <param name="Broken">Definitions that still name what is removed; published without that part.</param>
/// <param name="Problems">Why it cannot be published at all; empty when it can.</param>
public sealed record SnapshotDifference(
    ImmutableArray<SnapshotOperation> Operations, ImmutableArray<PlannedLoss> Losses, ImmutableArray<BrokenUse> Broken, ImmutableArray<DefinitionProblem> Problems);
