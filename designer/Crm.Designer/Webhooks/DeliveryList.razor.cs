using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Outbox;
using Crm.Platform.Storage.Events;
using Crm.Platform.Webhooks.Administration;
using Microsoft.AspNetCore.Components;

namespace Crm.Designer.Webhooks;

/// <summary>What became of a webhook's events, each with its log, and sending them again.</summary>
public sealed partial class DeliveryList
{
    private const int Shown = 50;

    private readonly CancellationTokenSource _disposal = new();
    private ImmutableArray<DeliveryState>? _states;
    private ImmutableArray<AttemptRow> _attempts = [];
    private DeliveryStatus? _status;
    private long? _shown;
    private Failure? _failure;

    [Parameter, EditorRequired] public Webhook Webhook { get; set; } = null!;
    [Inject] private IWebhooks Webhooks { get; set; } = null!;
    [Inject] private ICurrentCaller Current { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;

    public void Dispose()
    {
        _disposal.Cancel();
        _disposal.Dispose();
    }

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var listed = await Webhooks.DeliveriesAsync(Webhook.Id, _status, null, Shown, await CallerAsync(), _disposal.Token);
        (_states, _failure, _shown) = (listed.IsSuccess ? listed.Value : null, listed.Failure, null);
    }

    private Task FilterAsync(ChangeEventArgs e)
    {
        _status = Enum.TryParse<DeliveryStatus>(e.Value as string, out var status) ? status : null;
        return LoadAsync();
    }

    private async Task ShowAsync(long delivery)
    {
        if (_shown == delivery)
        {
            _shown = null;
            return;
        }
        var attempts = await Webhooks.AttemptsAsync(Webhook.Id, delivery, await CallerAsync(), _disposal.Token);
        (_attempts, _shown, _failure) = (attempts.IsSuccess ? attempts.Value : [], delivery, attempts.Failure);
    }

    private async Task ReplayAsync(Replay replay)
    {
        var replayed = await Webhooks.ReplayAsync(Webhook.Id, replay, await CallerAsync(), _disposal.Token);
        await LoadAsync();
        _failure = replayed.Failure;
    }

    private static string Words(DeliveryRow delivery) => delivery.Status switch
    {
        DeliveryStatus.Waiting => delivery.Attempts == 0 ? "Waiting" : $"Waiting: {delivery.LastError}",
        DeliveryStatus.Dead => $"Given up: {delivery.LastError}",
        _ => delivery.LastError is { } reason ? $"Skipped: {reason}" : "Delivered",
    };

    private ValueTask<Caller> CallerAsync() => Current.GetAsync(_disposal.Token);
}
