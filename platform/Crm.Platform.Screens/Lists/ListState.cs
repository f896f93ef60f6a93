using System.Collections.Immutable;
using System.Globalization;
using Crm.Platform.Records.Reading;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Platform.Screens.Lists;

/// <summary>Everything a list shows, as it stands in its address: a link to it shows the same to the next person.</summary>
public sealed record ListState
{
    /// <summary>Name of the view; <see langword="null"/> is the entity's default.</summary>
    public string? View { get; init; }

    /// <summary>Words searched within the list.</summary>
    public string Words { get; init; } = "";

    /// <summary>Condition in the expression language, beside the view's own.</summary>
    public string Filter { get; init; } = "";

    /// <summary>Empty leaves the view's order.</summary>
    public ImmutableArray<RecordSort> Sort { get; init; } = [];

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Paths of the columns; empty leaves the view's.</summary>
    public ImmutableArray<string> Columns { get; init; } = [];

    /// <summary>Whether something beside the view narrows the list.</summary>
    public bool IsNarrowed => Words.Length > 0 || Filter.Length > 0;

    /// <summary>Reads an address; what makes no sense is left at its default.</summary>
    public static ListState Parse(string uri)
    {
        var query = QueryHelpers.ParseQuery(new Uri(uri, UriKind.RelativeOrAbsolute) is { IsAbsoluteUri: true } absolute ? absolute.Query : uri[(uri.IndexOf('?', StringComparison.Ordinal) + 1)..]);
        string Text(string key) => query.TryGetValue(key, out var values) ? values.ToString().Trim() : "";
        return new ListState
        {
            View = Text("view") is { Length: > 0 } view ? view : null,
            Words = Text("q"),
            Filter = Text("filter"),
            Sort = [.. Names(Text("sort")).Select(s => s.StartsWith('-') ? new RecordSort(s[1..], true) : new RecordSort(s))],
            Page = int.TryParse(Text("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and < 1_000_000 ? page : 1,
            Columns = [.. Names(Text("columns"))],
        };
    }

    /// <summary>The address of this state below <paramref name="path"/>, without what is at its default.</summary>
    public string ToAddress(string path) => QueryHelpers.AddQueryString(path, new Dictionary<string, string?>
    {
        ["view"] = View,
        ["q"] = Given(Words),
        ["filter"] = Given(Filter),
        ["sort"] = Given(string.Join(',', Sort.Select(s => s.Descending ? "-" + s.Field : s.Field))),
        ["page"] = Page > 1 ? Page.ToString(CultureInfo.InvariantCulture) : null,
        ["columns"] = Given(string.Join(',', Columns)),
    });

    /// <summary>The state after a click on a column's head: ascending, then descending, then the view's order.</summary>
    public ListState SortedBy(string field, RecordSort? now) => this with
    {
        Page = 1,
        Sort = now is null || now.Field != field ? [new RecordSort(field)] : now.Descending ? [] : [new RecordSort(field, true)],
    };

    private static string? Given(string text) => text.Length > 0 ? text : null;

    private static string[] Names(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
