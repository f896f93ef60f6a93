using System.Collections.Immutable;
using Crm.Platform.Records.Outbox;

namespace Crm.Platform.Webhooks.Administration;

/// <summary>A webhook as administrators see it; its secret is not among it.</summary>
/// <param name="Events">Names of <see cref="EventNames"/>.</param>
/// <param name="Fields">Of which one must have changed in an update; empty is any.</param>
/// <param name="OffReason">Why the platform turned it off, or <see langword="null"/>.</param>
public sealed record Webhook(
    Guid Id, string Name, Uri Url, string Entity, ImmutableArray<string> Events, ImmutableArray<string> Fields, bool Enabled, string? OffReason, DateTime CreatedAt, string? CreatedByName)
{
    /// <summary>Deliveries that wait or were given up.</summary>
    public DeliveryCounts Counts { get; init; } = new(0, 0);
}

/// <summary>What to make or change; members that are <see langword="null"/> stay as they are, or get their default.</summary>
public sealed record WebhookInput
{
    public string? Name { get; init; }
    public string? Url { get; init; }
    public string? Entity { get; init; }

    /// <summary>Default: all but restored.</summary>
    public ImmutableArray<string>? Events { get; init; }

    public ImmutableArray<string>? Fields { get; init; }
    public bool? Enabled { get; init; }
}

/// <summary>A webhook with its secret, which is shown this once.</summary>
public sealed record WebhookWithSecret(Webhook Webhook, string Secret);
