using System.Collections.Immutable;
using Crm.Platform.Screens.Parts;
using Crm.Platform.Screens.Search;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Crm.Platform.Screens.Shell;

/// <summary>Finds as one types; Enter goes to the chosen record, or to the page with every result.</summary>
public sealed partial class SearchBox
{
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(150);
    private ImmutableArray<SearchGroup> _groups = [];
    private string _words = "";
    private int _active = -1;
    private Debounce? _typing;

    [Inject] internal RecordSearch Search { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private SearchHit[] Hits => [.. _groups.SelectMany(g => g.Hits)];

    public void Dispose() => _typing?.Dispose();

    private int NumberOf(SearchHit hit) => Array.IndexOf(Hits, hit);

    private async Task OnTypedAsync(string? words)
    {
        _words = words ?? "";
        _typing ??= new Debounce(Time, Wait);
        await _typing.RunAsync(async token =>
        {
            _groups = await Search.FindAsync(_words, 4, token);
            _active = -1;
        });
    }

    private void OnKey(KeyboardEventArgs e)
    {
        var count = Hits.Length;
        if (e.Key == "Escape")
            Close();
        else if (count > 0 && e.Key == "ArrowDown")
            _active = (_active + 1) % count;
        else if (count > 0 && e.Key == "ArrowUp")
            _active = _active <= 0 ? count - 1 : _active - 1;
    }

    private void OpenResults()
    {
        _typing?.Cancel();
        var hits = Hits;
        var words = _words.Trim();
        if (_active >= 0 && _active < hits.Length)
            Navigation.NavigateTo($"/app/{hits[_active].Record.Layout.Entity.Set}/{hits[_active].Record.Id}");
        else if (words.Length > 0)
            Navigation.NavigateTo($"/search?q={Uri.EscapeDataString(words)}");
        Close();
    }

    private void OnLeft() => Close();

    private void Close()
    {
        _groups = [];
        _active = -1;
    }
}
