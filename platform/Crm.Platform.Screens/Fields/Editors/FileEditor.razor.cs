using Crm.Platform.Abstractions;
using Crm.Platform.Records.Files;
using Crm.Platform.Screens.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Crm.Platform.Screens.Fields.Editors;

/// <summary>Takes a file in as soon as it is chosen; saving the record ties it to the field.</summary>
public sealed partial class FileEditor
{
    private readonly CancellationTokenSource _disposal = new();
    private bool _ready;
    private string? _name;
    private double _share;

    [Inject] private IFieldDisplayRegistry Displays { get; set; } = null!;

    private long MaxBytes => Math.Min(Options.Value.MaxBytes, Field.MaxBytes ?? long.MaxValue);

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
        (_name, _share) = (file.Name, 0);
        try
        {
            // One byte more, so that the store refuses what is too large in its own words.
            await using var content = new CountedStream(file.OpenReadStream(Math.Max(file.Size, MaxBytes) + 1, _disposal.Token), read => Report(read, file.Size));
            Take(file.Name, await Files.UploadAsync(content, file.Name, Field, await Current.GetAsync(_disposal.Token), _disposal.Token));
        }
        catch (Exception exception) when (exception is IOException or TimeoutException)
        {
            Draft.Reject(file.Name, "The upload was interrupted. Try again.");
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

    private void Take(string name, Result<UploadedFile> uploaded)
    {
        if (uploaded.IsSuccess)
            Draft.Set(CompositeValue.Empty.With("id", uploaded.Value.Id).With("name", uploaded.Value.Name).With("size", uploaded.Value.Size).With("contentType", uploaded.Value.ContentType));
        else
            Draft.Reject(name, uploaded.Failure.Message);
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
