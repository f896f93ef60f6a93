using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Records.Outbox;
using Crm.Platform.Storage.Events;
using Crm.Platform.Webhooks.Sending;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Webhooks.Administration;

/// <inheritdoc/>
internal sealed class Webhooks(ISubscriptions subscriptions, IDeliveries deliveries, WebhookSecrets secrets, IMetadata metadata, IOptions<WebhookOptions> options, TimeProvider time) : IWebhooks
{
    private const int MostAtOnce = 200;

    private static readonly Forbidden MayNot = new("access.admin", "Only administrators manage webhooks.");
    private static readonly NotFound Unknown = new("webhook.unknown", "There is no such webhook.");
    private static readonly ImmutableArray<string> DefaultEvents = ["created", "updated", "deleted"];

    public async Task<Result<ImmutableArray<Webhook>>> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.May(CallerRights.Admin))
            return MayNot;
        var counts = await deliveries.CountAsync(cancellationToken);
        var rows = await subscriptions.ListAsync(WebhookConsumer.ConsumerName, cancellationToken);
        return rows.Select(r => Of(r) with { Counts = counts.GetValueOrDefault(r.Id, new DeliveryCounts(0, 0)) }).ToImmutableArray();
    }

    public async Task<Result<Webhook>> FindAsync(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        var found = await RowAsync(id, caller, cancellationToken);
        return found.IsSuccess ? Of(found.Value) with { Counts = (await deliveries.CountAsync(cancellationToken)).GetValueOrDefault(id, new DeliveryCounts(0, 0)) } : found.Failure;
    }

    public async Task<Result<WebhookWithSecret>> CreateAsync(WebhookInput input, Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.May(CallerRights.Admin))
            return MayNot;
        var whole = input with { Events = input.Events ?? DefaultEvents };
        if (WebhookCheck.Of(whole, metadata.Current, options.Value) is { } failure)
            return failure;
        var secret = WebhookSecrets.Create();
        var row = new SubscriptionRow
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            Consumer = WebhookConsumer.ConsumerName,
            Name = whole.Name!.Trim(),
            Entity = whole.Entity!,
            Events = EventsOf(whole),
            Fields = FieldsOf(whole),
            Enabled = whole.Enabled ?? true,
            Settings = new WebhookSettings(whole.Url!, secrets.Protect(secret)).Write(),
            CreatedAt = time.GetUtcNow().UtcDateTime,
            CreatedById = caller.UserId,
            CreatedByClient = caller.UserId is null ? caller.ClientId : null,
            CreatedByName = caller.Name,
        };
        await subscriptions.AddAsync(row, cancellationToken);
        return new WebhookWithSecret(Of(row), secret);
    }

    public async Task<Result<Webhook>> ChangeAsync(Guid id, WebhookInput input, Caller caller, CancellationToken cancellationToken)
    {
        var found = await RowAsync(id, caller, cancellationToken);
        if (!found.IsSuccess)
            return found.Failure;
        var whole = Merge(Of(found.Value), input);
        if (WebhookCheck.Of(whole, metadata.Current, options.Value) is { } failure)
            return failure;
        var changed = await subscriptions.ChangeAsync(id, row => Apply(row, whole), cancellationToken);
        return changed is null ? Unknown : Of(changed);
    }

    public async Task<Result<Webhook>> RemoveAsync(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        var found = await RowAsync(id, caller, cancellationToken);
        if (!found.IsSuccess)
            return found.Failure;
        await subscriptions.RemoveAsync(id, cancellationToken);
        return Of(found.Value);
    }

    public async Task<Result<WebhookWithSecret>> RenewSecretAsync(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        var found = await RowAsync(id, caller, cancellationToken);
        if (!found.IsSuccess)
            return found.Failure;
        var secret = WebhookSecrets.Create();
        var changed = await subscriptions.ChangeAsync(id, row => row.Settings = (WebhookSettings.Read(row.Settings) with { Secret = secrets.Protect(secret) }).Write(), cancellationToken);
        return changed is null ? Unknown : new WebhookWithSecret(Of(changed), secret);
    }

    public async Task<Result<ImmutableArray<DeliveryState>>> DeliveriesAsync(Guid id, DeliveryStatus? status, long? before, int top, Caller caller, CancellationToken cancellationToken)
    {
        var found = await RowAsync(id, caller, cancellationToken);
        return found.IsSuccess ? await deliveries.ListAsync(id, status, before, Math.Clamp(top, 1, MostAtOnce), cancellationToken) : found.Failure;
    }

    public async Task<Result<ImmutableArray<AttemptRow>>> AttemptsAsync(Guid id, long delivery, Caller caller, CancellationToken cancellationToken)
    {
        var found = await RowAsync(id, caller, cancellationToken);
        return found.IsSuccess ? await deliveries.AttemptsAsync(id, delivery, cancellationToken) : found.Failure;
    }

    public async Task<Result<int>> ReplayAsync(Guid id, Replay replay, Caller caller, CancellationToken cancellationToken)
    {
        var found = await RowAsync(id, caller, cancellationToken);
        return found.IsSuccess ? await deliveries.ReplayAsync(id, replay.Delivery, replay.Since, replay.Status, cancellationToken) : found.Failure;
    }

    private async Task<Result<SubscriptionRow>> RowAsync(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.May(CallerRights.Admin))
            return MayNot;
        return await subscriptions.FindAsync(id, cancellationToken) is { Consumer: WebhookConsumer.ConsumerName } row ? row : Unknown;
    }

    private static void Apply(SubscriptionRow row, WebhookInput whole)
    {
        (row.Name, row.Entity, row.Events, row.Fields) = (whole.Name!.Trim(), whole.Entity!, EventsOf(whole), FieldsOf(whole));
        row.Settings = (WebhookSettings.Read(row.Settings) with { Url = whole.Url! }).Write();
        row.Enabled = whole.Enabled!.Value;
        if (row.Enabled)
            row.OffReason = null;
    }

    private static WebhookInput Merge(Webhook present, WebhookInput input) => new()
    {
        Name = input.Name ?? present.Name,
        Url = input.Url ?? present.Url.OriginalString,
        Entity = input.Entity ?? present.Entity,
        Events = input.Events ?? present.Events,
        Fields = input.Fields ?? present.Fields,
        Enabled = input.Enabled ?? present.Enabled,
    };

    private static string EventsOf(WebhookInput whole) => string.Join(',', WebhookCheck.Kinds(whole.Events!.Value).Distinct().Order().Select(EventNames.Of));

    private static string? FieldsOf(WebhookInput whole) => whole.Fields is { IsEmpty: false } fields ? string.Join(',', fields.Distinct()) : null;

    private static Webhook Of(SubscriptionRow row) => new(
        row.Id, row.Name, new Uri(WebhookSettings.Read(row.Settings).Url), row.Entity, [.. row.Events.Split(',')], [.. row.Fields?.Split(',') ?? []], row.Enabled, row.OffReason, row.CreatedAt, row.CreatedByName);
}
