using Crm.Platform.Storage.Events;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Records.Outbox;

/// <summary>Makes one attempt: hands the event to its consumer and notes what became of it.</summary>
internal sealed partial class DeliveryAttempt(DeliveryClaims claims, IEnumerable<IOutboxConsumer> consumers, IOptions<OutboxOptions> options, TimeProvider time, ILogger<DeliveryAttempt> logger)
{
    private const int MostErrorLength = 500;

    private readonly Dictionary<string, IOutboxConsumer> _consumers = consumers.ToDictionary(c => c.Name, StringComparer.Ordinal);

    public async Task RunAsync(Claim claim, CancellationToken cancellationToken)
    {
        var (started, at) = (time.GetTimestamp(), time.GetUtcNow().UtcDateTime);
        var answer = await AskAsync(claim.Delivery, cancellationToken);
        var attempt = new AttemptRow
        {
            DeliveryId = claim.Delivery.Id,
            SubscriptionId = claim.Delivery.Subscription.Id,
            Number = claim.Delivery.Attempt,
            At = at,
            Succeeded = answer.End is DeliveryEnd.Delivered or DeliveryEnd.Skipped,
            Status = answer.Status,
            Milliseconds = (int)time.GetElapsedTime(started).TotalMilliseconds,
            Answer = answer.Answer,
            Error = Shorten(answer.Error),
        };
        // What was done must be noted, also while the host stops.
        await claims.EndAsync(claim, attempt, delivery => End(delivery, answer), answer.End == DeliveryEnd.Gone ? Shorten(answer.Error) ?? "The receiver is gone." : null, CancellationToken.None);
    }

    private async Task<DeliveryAnswer> AskAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        if (!_consumers.TryGetValue(delivery.Subscription.Consumer, out var consumer))
            return new DeliveryAnswer(DeliveryEnd.Failed) { Error = $"Nothing here handles '{delivery.Subscription.Consumer}'." };
        try
        {
            return await consumer.HandleAsync(delivery, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            LogFailed(exception, delivery.Event.Id, delivery.Subscription.Id);
            return new DeliveryAnswer(DeliveryEnd.Failed) { Error = "The consumer failed; the log has more." };
        }
    }

    private void End(DeliveryRow delivery, DeliveryAnswer answer)
    {
        var now = time.GetUtcNow().UtcDateTime;
        delivery.Attempts++;
        delivery.LastError = Shorten(answer.Error);
        if (answer.End == DeliveryEnd.Failed && delivery.Attempts < options.Value.MostAttempts)
        {
#pragma warning disable CA5394 // Spreads load, keeps no secret.
            delivery.DueAt = now + (answer.RetryAfter ?? RetryDelay.After(delivery.Attempts, options.Value, Random.Shared.NextDouble()));
#pragma warning restore CA5394
            return;
        }
        delivery.Status = answer.End is DeliveryEnd.Failed or DeliveryEnd.Gone ? DeliveryStatus.Dead : DeliveryStatus.Delivered;
        delivery.EndedAt = now;
    }

    private static string? Shorten(string? text) => text is { Length: > MostErrorLength } ? text[..MostErrorLength] : text;

    [LoggerMessage(3201, LogLevel.Warning, "Delivering event {Event} to subscription {Subscription} failed.")]
    private partial void LogFailed(Exception exception, Guid @event, Guid subscription);
}
