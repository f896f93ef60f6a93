namespace Crm.Platform.Access.Storage;

/// <summary>A client application, in OpenIddict's table and with its values, so registrations survive a move to it.</summary>
internal sealed class OAuthClient
{
    public const int MaxClientIdLength = 100;

    /// <summary>A GUID as text.</summary>
    public string Id { get; set; } = Guid.CreateVersion7().ToString();

    public string? ApplicationType { get; set; }
    public string? ClientId { get; set; }

    /// <summary>Hashed in the format of Identity's password hasher, never plain.</summary>
    public string? ClientSecret { get; set; }

    /// <summary><c>confidential</c> or <c>public</c>.</summary>
    public string? ClientType { get; set; }

    public string? ConcurrencyToken { get; set; } = Guid.NewGuid().ToString();
    public string? ConsentType { get; set; }
    public string? DisplayName { get; set; }
    public string? DisplayNames { get; set; }
    public string? JsonWebKeySet { get; set; }

    /// <summary>JSON array: <c>ept:token</c>, <c>gt:client_credentials</c>, <c>scp:crm.read</c> …</summary>
    public string? Permissions { get; set; }

    public string? PostLogoutRedirectUris { get; set; }

    /// <summary>JSON object; ours is <c>crm_roles</c>, the roles a service client acts with.</summary>
    public string? Properties { get; set; }

    public string? RedirectUris { get; set; }
    public string? Requirements { get; set; }
    public string? Settings { get; set; }
}
