using System.Collections.Immutable;

namespace Crm.Platform.Records.Importing.Jobs;

/// <summary>What is kept of an import on disk.</summary>
/// <param name="Pending">Ids of the rows being written when this was kept: after a crash they tell whether the last chunk landed.</param>
internal sealed record ImportState(ImportJob Job, ImmutableArray<Guid> Pending);
