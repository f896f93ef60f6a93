using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Screens.Shell;

/// <summary>One line of the menu, ready to show.</summary>
/// <param name="App">Name of the app it stands in.</param>
internal sealed record MenuLink(string App, string Href, string Icon, string Title)
{
    /// <summary>The app's items whose entity exists, in order.</summary>
    public static IEnumerable<MenuLink> Of(AppDefinition app, MetadataSnapshot snapshot)
    {
        foreach (var item in app.Items)
        {
            if (snapshot.Entity(item.Entity) is not { } entity)
                continue;
            var view = item.View is null ? "" : $"?view={Uri.EscapeDataString(item.View)}";
            yield return new MenuLink(app.Name, $"/app/{entity.Set}{view}", entity.Icon, item.Title ?? entity.PluralTitle);
        }
    }

    /// <summary>The one line that leads to the page at <paramref name="path"/>: in the app the person is in where that names it, then the most exact.</summary>
    public static MenuLink? Current(IEnumerable<MenuLink> links, string path, string? app) =>
        links.Where(l => Covers(l.Href, path)).OrderByDescending(l => l.App == app).ThenByDescending(l => l.Href.Length).FirstOrDefault();

    /// <summary>Whether the page at <paramref name="path"/> (relative, with its query) lies under <paramref name="href"/>.</summary>
    public static bool Covers(string href, string path)
    {
        var wanted = href.TrimStart('/');
        var here = path.Split('?', '#')[0];
        if (wanted.Contains('?', StringComparison.Ordinal))
            return path == wanted || path.StartsWith(wanted + "&", StringComparison.Ordinal);
        return here == wanted || (wanted.Length > 0 && here.StartsWith(wanted + "/", StringComparison.Ordinal));
    }
}
