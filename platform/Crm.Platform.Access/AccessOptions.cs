using System.ComponentModel.DataAnnotations;

namespace Crm.Platform.Access;

/// <summary>Sign-in and tokens: <c>Crm:Access:*</c>.</summary>
public sealed class AccessOptions
{
    /// <summary>Where the options lie in the configuration.</summary>
    public const string Section = "Crm:Access";

    /// <summary>Public base address, ending in <c>/</c>. <see langword="null"/> is the first address the server listens on; never taken from a request.</summary>
    public string? Issuer { get; set; }

    /// <summary>Sign-in and set-up attempts per minute and client address.</summary>
    [Range(1, 100_000)]
    public int SignInsPerMinute { get; set; } = 30;

    /// <summary>Token requests per minute and client address.</summary>
    [Range(1, 100_000)]
    public int TokenRequestsPerMinute { get; set; } = 300;

    /// <summary>Lets the token endpoint answer over plain http from other machines. For closed test networks only.</summary>
    public bool AllowInsecureHttp { get; set; }
}
