namespace Crm.Platform.Screens.Parts;

public sealed partial class ToastArea
{
    private ITimer? _timer;

    public void Dispose()
    {
        Toasts.Changed -= OnChanged;
        _timer?.Dispose();
    }

    protected override void OnInitialized() => Toasts.Changed += OnChanged;

    private void OnChanged()
    {
        _timer?.Dispose();
        if (Toasts.Current is { } toast)
            _timer = Time.CreateTimer(_ => _ = InvokeAsync(() => Toasts.Close(toast)), null, toast.Until - Time.GetUtcNow(), Timeout.InfiniteTimeSpan);
        _ = InvokeAsync(StateHasChanged);
    }

    private async Task RunAsync(Toast toast)
    {
        Toasts.Close(toast);
        if (toast.Run is not null)
            await toast.Run();
    }
}
