using System.Collections.Immutable;

namespace Crm.Platform.Metadata.Snapshots;

/// <summary>A model read as far as it makes sense.</summary>
/// <param name="Snapshot">Everything that works; what has a problem is left out, as small a part as possible.</param>
/// <param name="Problems">Empty when nothing was left out. A publish refuses any; a start goes on without.</param>
public sealed record ModelReading(MetadataSnapshot Snapshot, ImmutableArray<DefinitionProblem> Problems);
