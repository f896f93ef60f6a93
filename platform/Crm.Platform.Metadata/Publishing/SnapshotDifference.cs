using System.Collections.Immutable;
using Crm.Platform.Metadata.Publishing.Matching;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Metadata.Publishing;

/// <summary>What lies between two snapshots.</summary>
/// <param name="Losses">What people would no longer see; to be accepted one by one.</param>
/// <param name="Broken">Definitions that still name what is removed or renamed; published without that part.</param>
/// <param name="Problems">Why it cannot be published at all; empty when it can.</param>
public sealed record SnapshotDifference(PublishChange Change, ImmutableArray<PlannedLoss> Losses, ImmutableArray<BrokenUse> Broken, ImmutableArray<DefinitionProblem> Problems)
{
    /// <summary>In the order they must be carried out.</summary>
    public ImmutableArray<SnapshotOperation> Operations => Change.Operations;
}

/// <summary>Everything the store needs to change the tables from one snapshot's to the next's.</summary>
/// <param name="Operations">In the order they must be carried out.</param>
/// <param name="Matches">What each entity after was before.</param>
public sealed record PublishChange(MetadataSnapshot Before, MetadataSnapshot After, ImmutableArray<SnapshotOperation> Operations, ImmutableArray<EntityMatch> Matches);
