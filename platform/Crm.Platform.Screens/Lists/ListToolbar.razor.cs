using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Screens.Parts;
using Microsoft.AspNetCore.Components;

namespace Crm.Platform.Screens.Lists;

/// <summary>Search within the list, its filters in words, its columns.</summary>
public sealed partial class ListToolbar : IDisposable
{
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(250);
    private readonly List<string> _asked = [];
    private ImmutableArray<FilterChip> _chips = [];
    private string? _chipsOf;
    private string? _words;
    private string _led = "";
    private Debounce? _typing;

    [Parameter, EditorRequired] public EntityDefinition Entity { get; set; } = null!;
    [Parameter, EditorRequired] public ListLayout Layout { get; set; } = null!;
    [Parameter, EditorRequired] public ListState State { get; set; } = null!;
    [Parameter] public bool MayExport { get; set; }
    [Parameter] public EventCallback<ListState> Go { get; set; }
    [Inject] internal FilterChips Chips { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;

    /// <summary>What the box shows: what is being typed, blanks at its end and all, until the list is led by other words.</summary>
    private string Words => _words ?? State.Words;

    public void Dispose() => _typing?.Dispose();

    protected override async Task OnParametersSetAsync()
    {
        Follow(State.Words);
        var key = $"{Entity.Name}:{State.Filter}";
        if (key == _chipsOf)
            return;
        _chipsOf = key;
        _chips = await Chips.OfAsync(State.Filter, Entity, CancellationToken.None);
    }

    private async Task OnTypedAsync(string? words)
    {
        _words = words ?? "";
        _typing ??= new Debounce(Time, Wait);
        await _typing.RunAsync(_ => Search());
    }

    private Task Search()
    {
        _typing?.Cancel();
        var words = Words.Trim();
        if (words == State.Words)
            return Task.CompletedTask;
        _asked.Add(words);
        return Go.InvokeAsync(State with { Words = words, Page = 1 });
    }

    // Words asked for here may have been typed on since, and answers come late; words from elsewhere replace what is typed.
    private void Follow(string words)
    {
        if (words == _led)
            return;
        _led = words;
        var answered = _asked.LastIndexOf(words);
        if (answered < 0)
            _words = null;
        _asked.RemoveRange(0, answered < 0 ? _asked.Count : answered + 1);
    }

    private Task AddAsync(FilterClause clause) => Go.InvokeAsync(State with { Filter = FilterText.Narrow(State.Filter, clause), Page = 1 });
}
