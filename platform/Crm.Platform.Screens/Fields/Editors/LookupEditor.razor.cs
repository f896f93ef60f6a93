using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Screens.Parts;
using Crm.Platform.Screens.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Crm.Platform.Screens.Fields.Editors;

/// <summary>Finds the target as one types; arrow keys move, Enter chooses, Escape keeps what was.</summary>
public sealed partial class LookupEditor
{
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(150);
    private ImmutableArray<LookupOption> _options = [];
    private Debounce? _typing;
    private string? _words;
    private string? _message;
    private bool _open;
    private bool _swallow;
    private int _active = -1;

    [Inject] internal LookupSearch Search { get; set; } = null!;
    [Inject] private SeenDefinitions Seen { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;

    private EntityDefinition? Target => Field.Lookup is null ? null : Seen.Current.Entity(Field.Lookup);

    private string ListId => $"{Id}-options";

    private string Text => _words ?? Draft.Target?.Display ?? Draft.Typed ?? "";

    public void Dispose() => _typing?.Dispose();

    internal void Close()
    {
        _typing?.Cancel();
        _open = false;
        _words = null;
        _active = -1;
    }

    private async Task OpenAsync()
    {
        if (_open)
            return;
        _open = true;
        await FindAsync("", CancellationToken.None);
    }

    private async Task OnTypedAsync(ChangeEventArgs e)
    {
        _words = e.Value as string ?? "";
        _open = true;
        _typing ??= new Debounce(Time, Wait);
        await _typing.RunAsync(token => FindAsync(_words, token));
    }

    private async Task FindAsync(string words, CancellationToken cancellationToken)
    {
        var found = await Search.FindAsync(Field.Lookup!, words, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        _options = found.IsSuccess ? found.Value : [];
        _message = found.Failure?.Message ?? (_options.IsEmpty ? "Nothing found" : null);
        _active = _options.IsEmpty || words.Length == 0 ? -1 : 0;
    }

    private void OnKey(KeyboardEventArgs e)
    {
        _swallow = _open && e.Key is "ArrowDown" or "ArrowUp";
        if (e.Key == "ArrowDown" && _options.Length > 0)
            _active = (_active + 1) % _options.Length;
        else if (e.Key == "ArrowUp" && _options.Length > 0)
            _active = _active <= 0 ? _options.Length - 1 : _active - 1;
        else if (e is { Key: "Enter", CtrlKey: false } && _open && _active >= 0 && _active < _options.Length)
            Choose(_options[_active]);
        else if (e.Key == "Escape")
            Close();
    }

    private void Choose(LookupOption option)
    {
        Draft.Set(option.Record.Id, option.Record);
        Close();
    }

    private void Clear()
    {
        Draft.Set(null);
        Close();
    }
}
