namespace Crm.Platform.Webhooks;

/// <summary>How webhooks are sent: <c>Crm:Webhooks:*</c>.</summary>
public sealed class WebhookOptions
{
    public const string Section = "Crm:Webhooks";

    /// <summary>Whether receivers may be inside this network: loopback, private and link-local addresses, and plain http. Off, an administrator of the CRM cannot reach what only this machine can.</summary>
    public bool AllowPrivateNetworks { get; set; }

    /// <summary>From the first packet to the answer's headers.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);
}
