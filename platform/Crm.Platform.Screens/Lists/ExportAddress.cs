using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Platform.Screens.Lists;

/// <summary>Where a list can be had as a file: all it finds, in its order, with all fields.</summary>
internal static class ExportAddress
{
    public static string Of(ListLayout layout, ListState state, string format)
    {
        string[] conditions = [.. new[] { layout.View.Filter, state.Filter }.Where(c => !string.IsNullOrWhiteSpace(c)).Select(c => $"({c})")];
        var options = new Dictionary<string, string?>
        {
            ["format"] = format,
            ["condition"] = conditions.Length == 0 ? null : string.Join(" && ", conditions),
            ["$search"] = state.Words.Length > 0 ? state.Words : null,
            ["$orderby"] = layout.Sort.IsEmpty ? null : string.Join(',', layout.Sort.Select(s => s.Field.Replace('.', '/') + (s.Descending ? " desc" : ""))),
        };
        return QueryHelpers.AddQueryString($"/api/data/{layout.Entity.Set}/export", options);
    }
}
