using Microsoft.Playwright;

namespace Crm.EndToEnd.Tests.Hosting;

/// <summary>The Chromium that is installed on this machine; none is downloaded.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Find(), Args = Arguments });

    private static string Find()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var found = from name in Names from folder in folders let file = Path.Combine(folder, name) where File.Exists(file) select file;
        return found.FirstOrDefault() ?? throw new InvalidOperationException($"No browser is installed. Looked for {string.Join(", ", Names)} in PATH.");
    }
}
