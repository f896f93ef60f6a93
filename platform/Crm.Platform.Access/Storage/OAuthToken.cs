namespace Crm.Platform.Access.Storage;

/// <summary>An issued token, in OpenIddict's table and with its values. The token itself is never stored, only its hash.</summary>
internal sealed class OAuthToken
{
    /// <summary>A GUID as text.</summary>
    public string Id { get; set; } = Guid.CreateVersion7().ToString();

    public string? ApplicationId { get; set; }
    public string? AuthorizationId { get; set; }
    public string? ConcurrencyToken { get; set; } = Guid.NewGuid().ToString();

    /// <summary>UTC.</summary>
    public DateTime? CreationDate { get; set; }

    /// <summary>UTC.</summary>
    public DateTime? ExpirationDate { get; set; }

    public string? Payload { get; set; }

    /// <summary>JSON object; ours is <c>scope</c>, the granted scopes separated by blanks.</summary>
    public string? Properties { get; set; }

    public DateTime? RedemptionDate { get; set; }

    /// <summary>base64(SHA-256(token)).</summary>
    public string? ReferenceId { get; set; }

    /// <summary><c>valid</c>, <c>redeemed</c>, <c>revoked</c>, <c>rejected</c> or <c>inactive</c>.</summary>
    public string? Status { get; set; }

    public string? Subject { get; set; }
    public string? Type { get; set; }
}
