using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading;

namespace Crm.Platform.Records.Tracking;

/// <summary>Lets somebody read a list once and from then on only what changed in it.</summary>
public interface IChangeTracking
{
    /// <summary>Records that are kept at most for one who does not see all of them.</summary>
    const int MostKept = 50_000;

    /// <summary>Begins before the list is read.</summary>
    /// <returns>Where to go on once the list is read; <see langword="null"/> where changes of the entity cannot be followed.</returns>
    Task<Result<ChangeToken?>> BeginAsync(RecordQuery query, Caller caller, CancellationToken cancellationToken);

    /// <summary>Notes what was sent of the list.</summary>
    /// <returns>Whether changes can still be followed: who does not see every record is limited to <see cref="MostKept"/>.</returns>
    Task<bool> NoteAsync(ChangeToken token, RecordPage page, Caller caller, CancellationToken cancellationToken);

    /// <summary>What changed since.</summary>
    /// <param name="query">The list's; its sort and page do not count.</param>
    /// <param name="most">Records in an answer, up to <see cref="RecordQuery.MaxTop"/>.</param>
    /// <returns><see cref="Stale"/> when the token is of no use any more, and the list has to be read anew.</returns>
    Task<Result<ChangePage>> ReadAsync(RecordQuery query, ChangeToken token, int most, Caller caller, CancellationToken cancellationToken);
}
