namespace Crm.Platform.Access.Setup;

/// <summary>Unattended first run: <c>Crm:Setup:*</c>.</summary>
public sealed class SetupOptions
{
    /// <summary>Where the options lie in the configuration.</summary>
    public const string Section = "Crm:Setup";

    /// <summary>The first administrator's e-mail address; unused once a user exists.</summary>
    public string? AdminEmail { get; set; }

    /// <summary>The first administrator's password.</summary>
    public string? AdminPassword { get; set; }

    /// <summary>A service client that acts with the role <c>admin</c>, created or brought up to date at every start.</summary>
    public string? ClientId { get; set; }

    /// <summary>The service client's secret; stored hashed.</summary>
    public string? ClientSecret { get; set; }
}
