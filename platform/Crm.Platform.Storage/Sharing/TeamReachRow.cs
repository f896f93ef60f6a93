namespace Crm.Platform.Storage.Sharing;

/// <summary>A team whose records a person reaches: one the person is in, or one below it. Follows from teams and members; kept so that a query needs no recursion.</summary>
public sealed class TeamReachRow
{
    public required Guid UserId { get; init; }
    public required Guid TeamId { get; init; }
}
