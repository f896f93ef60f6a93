using Crm.Platform.Abstractions;
using Crm.Platform.Screens.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Crm.Platform.Screens.Importing;

/// <summary>Takes a file in, streamed to the server's disk.</summary>
public sealed partial class ImportDrop
{
    private readonly CancellationTokenSource _disposal = new();
    private bool _ready;
    private string? _name;
    private double _share;
    private Failure? _failure;

    [Parameter, EditorRequired] public EntityDefinition Entity { get; set; } = null!;
    [Parameter] public Failure? Failure { get; set; }

    /// <summary>With the id of the upload.</summary>
    [Parameter] public EventCallback<Guid> Taken { get; set; }

    public void Dispose()
    {
        _disposal.Cancel();
        _disposal.Dispose();
    }

    protected override void OnAfterRender(bool firstRender)
    {
        // A file chosen before the browser's side of the input listens would be lost without a word.
        if (!firstRender)
            return;
        _ready = true;
        StateHasChanged();
    }

    private async Task TakeAsync(InputFileChangeEventArgs change)
    {
        var file = change.File;
        if (file.Size > Options.Value.MaxBytes)
        {
            _failure = new Invalid("import.size", $"“{file.Name}” is larger than {Options.Value.MaxBytes / (1024 * 1024)} MB. Split it into several files.", []);
            return;
        }
        (_name, _share, _failure) = (file.Name, 0, null);
        try
        {
            await using var content = new CountedStream(file.OpenReadStream(Options.Value.MaxBytes, _disposal.Token), read => Report(read, file.Size));
            var uploaded = await Imports.UploadAsync(content, file.Name, await Current.GetAsync(_disposal.Token), _disposal.Token);
            _failure = uploaded.Failure;
            if (uploaded.IsSuccess)
                await Taken.InvokeAsync(uploaded.Value);
        }
        catch (Exception exception) when (exception is IOException or TimeoutException)
        {
            _failure = new Invalid("import.upload", "The upload was interrupted. Nothing was kept; try again.", []);
        }
        catch (OperationCanceledException) when (_disposal.IsCancellationRequested)
        {
            // The page is gone.
        }
        finally
        {
            _name = null;
        }
    }

    private void Report(long read, long size)
    {
        var share = size == 0 ? 1 : (double)read / size;
        if (share - _share < 0.02)
            return;
        _share = share;
        _ = InvokeAsync(StateHasChanged);
    }
}
