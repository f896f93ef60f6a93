using System.Collections.Immutable;
using Crm.Platform.Records.Reading;

namespace Crm.Platform.Records.Tracking;

/// <summary>Some of what changed.</summary>
/// <param name="Rows">New and changed records, as they are now.</param>
/// <param name="Removed">What is no longer there for the caller.</param>
/// <param name="Next">Where it goes on.</param>
/// <param name="HasMore">Whether it goes on at once, or with the changes to come.</param>
public sealed record ChangePage(ImmutableArray<RecordRow> Rows, ImmutableArray<RemovedRecord> Removed, ChangeToken Next, bool HasMore);

/// <param name="IsDeleted">Whether it is known to be deleted; otherwise it is out of the filter or of reach.</param>
public sealed record RemovedRecord(Guid Id, bool IsDeleted);
