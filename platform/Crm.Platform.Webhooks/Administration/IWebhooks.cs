using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Outbox;
using Crm.Platform.Storage.Events;

namespace Crm.Platform.Webhooks.Administration;

/// <summary>Webhooks for administrators: every call needs the right.</summary>
public interface IWebhooks
{
    Task<Result<ImmutableArray<Webhook>>> ListAsync(Caller caller, CancellationToken cancellationToken);

    Task<Result<Webhook>> FindAsync(Guid id, Caller caller, CancellationToken cancellationToken);

    /// <summary>Once it returns, every later change is sent. <see cref="Invalid"/> lists what is wrong by member.</summary>
    Task<Result<WebhookWithSecret>> CreateAsync(WebhookInput input, Caller caller, CancellationToken cancellationToken);

    /// <summary>Turning it on again clears why it was turned off.</summary>
    Task<Result<Webhook>> ChangeAsync(Guid id, WebhookInput input, Caller caller, CancellationToken cancellationToken);

    /// <summary>With its deliveries.</summary>
    Task<Result<Webhook>> RemoveAsync(Guid id, Caller caller, CancellationToken cancellationToken);

    /// <summary>Gives it a new secret; the old one signs nothing any more.</summary>
    Task<Result<WebhookWithSecret>> RenewSecretAsync(Guid id, Caller caller, CancellationToken cancellationToken);

    /// <summary>The newest first.</summary>
    /// <param name="before">Only those with a smaller id, to turn the page.</param>
    Task<Result<ImmutableArray<DeliveryState>>> DeliveriesAsync(Guid id, DeliveryStatus? status, long? before, int top, Caller caller, CancellationToken cancellationToken);

    /// <summary>The attempts of one delivery, the newest first.</summary>
    Task<Result<ImmutableArray<AttemptRow>>> AttemptsAsync(Guid id, long delivery, Caller caller, CancellationToken cancellationToken);

    /// <summary>Sends again what was delivered or given up.</summary>
    /// <returns>How many deliveries.</returns>
    Task<Result<int>> ReplayAsync(Guid id, Replay replay, Caller caller, CancellationToken cancellationToken);
}

/// <summary>What to send again; all that are given must hold.</summary>
/// <param name="Since">UTC.</param>
public sealed record Replay(long? Delivery = null, DateTime? Since = null, DeliveryStatus? Status = null);
