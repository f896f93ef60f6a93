using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Records.Reading;

namespace Crm.Platform.Screens.Home;

/// <summary>What the home page shows.</summary>
/// <param name="Recent">Changed last, the newest first.</param>
/// <param name="Waiting">The person's own tasks, or <see langword="null"/> where there is no such view.</param>
internal sealed record HomeContent(ImmutableArray<HomeCount> Counts, ImmutableArray<Record> Recent, HomeList? Waiting)
{
    /// <summary>Whether nothing was ever entered.</summary>
    public bool IsFresh => Counts.All(c => c.Count == 0);
}

/// <summary>How many records an entity has.</summary>
internal sealed record HomeCount(EntityDefinition Entity, long Count);

/// <summary>The first rows of a view.</summary>
internal sealed record HomeList(EntityDefinition Entity, ViewDefinition View, ImmutableArray<RecordRow> Rows, bool HasMore);
