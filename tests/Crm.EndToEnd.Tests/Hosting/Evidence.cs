using System.Globalization;
using Crm.Testing.Hosting;

namespace Crm.EndToEnd.Tests.Hosting;

/// <summary>What a failed test leaves in <c>artifacts/browser</c>.</summary>
internal static class Evidence
{
    public static async Task KeepAsync(IReadOnlyList<Visit> visits, HostProcess host)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "browser")).FullName;
        var test = TestContext.Current.Test?.TestDisplayName ?? "sign-in";
        var name = string.Concat(test.Split('.')[^1].Select(c => char.IsLetterOrDigit(c) || c == '_' ? c : '-'));
        for (var i = 0; i < visits.Count; i++)
        {
            var file = Path.Combine(folder, name + "-" + i.ToString(CultureInfo.InvariantCulture));
            var page = visits[i].Page;
            await page.ScreenshotAsync(new() { Path = file + ".png" });
            await File.WriteAllLinesAsync(file + ".log", [page.Url, "", "Faults", .. visits[i].Faults, "", "Console", .. visits[i].Console, "", "Host", .. host.Output, .. host.Errors]);
        }
    }
}
