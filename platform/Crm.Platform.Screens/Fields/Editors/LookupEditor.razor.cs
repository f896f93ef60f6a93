using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Screens.Fields.Creating;
using Crm.Platform.Screens.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace Crm.Platform.Screens.Fields.Editors;

/// <summary>Finds the target as one types; arrow keys move, Enter chooses, Escape keeps what was.</summary>
public sealed partial class LookupEditor
{
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(150);
    private ImmutableArray<LookupOption> _options = [];
    private Debounce? _typing;
    private string? _words;
    private string? _message;
    private string _found = "";
    private CreateDialog? _dialog;
    private ImmutableArray<EntityDefinition> _targets = [];
    private string? _chosen;
    private bool _open;
    private bool _returning;
    private bool _swallow;
    private int _active = -1;

    /// <summary>Name of the cascading value that tells whether targets may be created here.</summary>
    internal const string Creating = "crm-creating";

    [CascadingParameter(Name = Creating)] private bool IsForm { get; set; }
    [Inject] internal LookupSearch Search { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;
    [Inject] private IJSRuntime Js { get; set; } = null!;

    private TargetChoice Targets => new(_targets, _chosen ?? Draft.Target?.Layout.Entity.Name);

    /// <summary>The one entity to point at; <see langword="null"/> while several come into question.</summary>
    private EntityDefinition? Target => Targets.Only;

    private bool MayCreate => IsForm && Target is { System: false };

    /// <summary>What a new target would be called: what was looked for, unless there is one of that name.</summary>
    private string? NewWords => MayCreate && _found.Length > 0 && !_options.Any(o => string.Equals(o.Record.Display, _found, StringComparison.OrdinalIgnoreCase)) ? _found : null;

    private int Count => _options.Length + (NewWords is null ? 0 : 1);

    private string ListId => $"{Id}-options";

    private string Text => _words ?? Draft.Target?.Display ?? Draft.Typed ?? "";

    public void Dispose() => _typing?.Dispose();

    protected override void OnParametersSet() => _targets = Search.TargetsOf(Field);

    /// <summary>Another entity to search; what pointed at the one before is not kept.</summary>
    private void PickEntity(ChangeEventArgs e)
    {
        _chosen = e.Value as string;
        if (Draft.Target is { } target && target.Layout.Entity.Name != _chosen)
            Clear();
    }

    internal void Close()
    {
        _typing?.Cancel();
        _open = false;
        _words = null;
        _found = "";
        _active = -1;
    }

    // Coming back from the dialog is no wish to choose anew.
    private Task OnFocusAsync()
    {
        if (!_returning)
            return OpenAsync();
        _returning = false;
        return Task.CompletedTask;
    }

    private async Task OpenAsync()
    {
        if (_open)
            return;
        _open = true;
        await FindAsync("", CancellationToken.None);
    }

    private async Task OnTypedAsync(string? words)
    {
        _words = words ?? "";
        _open = true;
        // What the list shows was found for other words.
        _active = -1;
        _typing ??= new Debounce(Time, Wait);
        await _typing.RunAsync(token => FindAsync(_words ?? "", token));
    }

    private async Task FindAsync(string words, CancellationToken cancellationToken)
    {
        var found = await Search.FindAsync(Targets.Searched, words, Offered?.Filter, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        _options = found.IsSuccess ? found.Value : [];
        _message = found.Failure?.Message ?? (_options.IsEmpty ? "Nothing found" : null);
        _found = found.IsSuccess ? words.Trim() : "";
        _active = Count == 0 || words.Length == 0 ? -1 : 0;
    }

    private async Task OnKeyAsync(KeyboardEventArgs e)
    {
        _swallow = _open && e.Key is "ArrowDown" or "ArrowUp";
        if (e.Key == "ArrowDown" && Count > 0)
            _active = (_active + 1) % Count;
        else if (e.Key == "ArrowUp" && Count > 0)
            _active = _active <= 0 ? Count - 1 : _active - 1;
        else if (e is { Key: "Enter", CtrlKey: false } && _open && _active >= 0 && _active < _options.Length)
            Choose(_options[_active].Record);
        else if (e is { Key: "Enter", CtrlKey: false } && _open && _active == _options.Length && NewWords is not null)
            await CreateAsync();
        else if (e.Key == "Escape")
            Close();
    }

    private void Choose(Record record)
    {
        Draft.Set(record.Id, record);
        Close();
    }

    private async Task CreateAsync()
    {
        var (target, words) = (Target, NewWords);
        Close();
        if (_dialog is null || target is null || words is null)
            return;
        _returning = true;
        await _dialog.OpenAsync(target, words);
    }

    private Task ReturnAsync() => Js.InvokeVoidAsync("crm.focusField", Id).AsTask();

    private void Clear()
    {
        Draft.Set(null);
        Close();
    }
}
