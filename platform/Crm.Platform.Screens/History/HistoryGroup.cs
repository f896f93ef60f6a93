using System.Collections.Immutable;

namespace Crm.Platform.Screens.History;

/// <summary>One save, as people read it.</summary>
/// <param name="What">"created", "changed 2 fields", …</param>
/// <param name="At">UTC.</param>
/// <param name="Source">By what: "on a screen", "by an import".</param>
/// <param name="MayGoBack">Whether something was changed after it.</param>
internal sealed record HistoryGroup(long Id, string Who, string What, DateTime At, string Source, ImmutableArray<HistoryChange> Changes, bool MayGoBack);

/// <summary>One field of a save, as people read it.</summary>
internal sealed record HistoryChange(long Id, string Title, string Was, string Is, bool MayPutBack);
