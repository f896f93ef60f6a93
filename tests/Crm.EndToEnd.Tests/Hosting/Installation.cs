using Crm.Testing.Hosting;
using Crm.Testing.Platforms;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Crm.EndToEnd.Tests.Hosting.Installation))]

namespace Crm.EndToEnd.Tests.Hosting;

/// <summary>One running host and one browser for all tests. Each test brings records of its own and a browser context of its own.</summary>
public sealed class Installation : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private IPlaywright _playwright = null!;
    private string _session = "";

    public HostProcess Host { get; private set; } = null!;

    public HostClient Api { get; private set; } = null!;

    internal IBrowser Browser { get; private set; } = null!;

    /// <summary>Definitions have one draft; who publishes holds this.</summary>
    public SemaphoreSlim Publishing { get; } = new(1, 1);

    public async ValueTask InitializeAsync()
    {
        Host = await HostProcess.StartAsync(_folder.Path, HostSettings.Unattended);
        Api = await HostClient.SignInAsync(Host);
        _playwright = await Playwright.CreateAsync();
        // Tests end as soon as they see what they wait for; a busy machine is not a fault of the product.
        Assertions.SetDefaultExpectTimeout(20_000);
        Browser = await Chromium.LaunchAsync(_playwright);
        await using var context = await Browser.NewContextAsync(Options(null));
        var visit = await Visit.OpenAsync(context);
        try
        {
            await new SignInPage(visit.Page).OpenAndSignInAsync();
        }
        catch (PlaywrightException)
        {
            await Evidence.KeepAsync([visit], Host);
            throw;
        }
        _session = await context.StorageStateAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await Browser.DisposeAsync();
        _playwright.Dispose();
        await Host.DisposeAsync();
        _folder.Dispose();
        Publishing.Dispose();
    }

    /// <summary>The context of somebody who is signed in as the administrator.</summary>
    internal Task<IBrowserContext> SignedInAsync(Action<BrowserNewContextOptions>? change = null)
    {
        var options = Options(_session);
        change?.Invoke(options);
        return Browser.NewContextAsync(options);
    }

    private BrowserNewContextOptions Options(string? session) => new()
    {
        BaseURL = Host.Address.ToString(),
        StorageState = session,
        Locale = "en-GB",
        TimezoneId = "Europe/Berlin",
        ColorScheme = ColorScheme.Light,
        // A colour on its way to another has neither's contrast.
        ReducedMotion = ReducedMotion.Reduce,
        ViewportSize = new ViewportSize { Width = 1280, Height = 800 },
    };
}
