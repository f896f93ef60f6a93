using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Webhooks.Administration;
using Microsoft.AspNetCore.Components;

namespace Crm.Designer.Webhooks;

/// <summary>Lists webhooks, adds them, turns them on and off, shows what became of their events.</summary>
public sealed partial class WebhooksPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _disposal = new();
    private ImmutableArray<Webhook>? _webhooks;
    private WebhookDraft? _draft;
    private WebhookWithSecret? _secret;
    private Guid? _open;
    private int _answers;
    private Failure? _failure;

    [Inject] private IWebhooks Webhooks { get; set; } = null!;
    [Inject] private IMetadata Metadata { get; set; } = null!;
    [Inject] private ICurrentCaller Current { get; set; } = null!;

    public void Dispose()
    {
        _disposal.Cancel();
        _disposal.Dispose();
    }

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var listed = await Webhooks.ListAsync(await CallerAsync(), _disposal.Token);
        if (listed.IsSuccess)
            _webhooks = listed.Value;
        else
            _failure = listed.Failure;
    }

    private void Start() => (_draft, _secret, _failure) = (new WebhookDraft(), null, null);

    private void Cancel() => (_draft, _failure) = (null, null);

    private void Toggle(Guid webhook) => _open = _open == webhook ? null : webhook;

    private async Task AddAsync()
    {
        var created = await Webhooks.CreateAsync(_draft!.ToInput(), await CallerAsync(), _disposal.Token);
        _failure = created.Failure;
        if (!created.IsSuccess)
            return;
        (_draft, _secret) = (null, created.Value);
        await LoadAsync();
    }

    private async Task ChangeAsync(Webhook webhook, WebhookInput input) => await EndAsync((await Webhooks.ChangeAsync(webhook.Id, input, await CallerAsync(), _disposal.Token)).Failure);

    private async Task RemoveAsync(Webhook webhook) => await EndAsync((await Webhooks.RemoveAsync(webhook.Id, await CallerAsync(), _disposal.Token)).Failure);

    private async Task RenewAsync(Webhook webhook)
    {
        var renewed = await Webhooks.RenewSecretAsync(webhook.Id, await CallerAsync(), _disposal.Token);
        _secret = renewed.IsSuccess ? renewed.Value : null;
        _failure = renewed.Failure;
    }

    private async Task EndAsync(Failure? failure)
    {
        _failure = failure;
        // A new key after each answer: a refused change must not stay in the control.
        _answers++;
        await LoadAsync();
    }

    private string Wants(Webhook webhook)
    {
        var entity = Metadata.Current.Entity(webhook.Entity);
        var fields = webhook.Fields.IsEmpty ? "" : $", when {string.Join(" or ", webhook.Fields.Select(f => entity?.Field(f)?.Title ?? f))} changes";
        return $"{entity?.PluralTitle ?? webhook.Entity}: {string.Join(", ", webhook.Events)}{fields}";
    }

    private ValueTask<Caller> CallerAsync() => Current.GetAsync(_disposal.Token);
}
