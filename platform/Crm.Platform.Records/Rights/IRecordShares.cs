using System.Collections.Immutable;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Rights;

/// <summary>Single records opened to people and teams. A share goes past scope and criterion, never past what a role says of the entity and its fields.</summary>
/// <remarks>Sharing needs the right to change the record by a role of one's own: who was only given a record cannot pass it on.</remarks>
public interface IRecordShares
{
    /// <summary>With whom a record is shared, oldest first. For those who may share it.</summary>
    Task<Result<ImmutableArray<RecordShare>>> ListAsync(string entity, Guid record, Caller caller, CancellationToken cancellationToken);

    /// <summary>Shares a record; sharing again with the same person or team changes what they may do.</summary>
    Task<Result<RecordShare>> AddAsync(string entity, Guid record, NewShare share, Caller caller, CancellationToken cancellationToken);

    /// <summary>Takes a share back. <paramref name="share"/> is its id, or that of the person or team.</summary>
    Task<Result<Guid>> RemoveAsync(string entity, Guid record, Guid share, Caller caller, CancellationToken cancellationToken);
}

/// <summary>With whom to share.</summary>
/// <param name="Principal">Id of a user or a team.</param>
/// <param name="MayWrite">Whether the record may also be changed.</param>
public sealed record NewShare(Guid Principal, bool IsTeam, bool MayWrite);

/// <summary>A record opened to one person or team.</summary>
/// <param name="CreatedAt">UTC.</param>
public sealed record RecordShare(Guid Id, Guid Principal, bool IsTeam, bool MayWrite, DateTime CreatedAt, Guid? CreatedById);
