namespace Crm.Platform.Access.Storage;

/// <summary>The one row that says the first administrator is made; its key lets only one of several racing nodes win.</summary>
internal sealed class SetupClaim
{
    public const int OnlyId = 1;

    public int Id { get; set; } = OnlyId;
    public Guid UserId { get; set; }

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; set; }
}
