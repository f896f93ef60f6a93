using Microsoft.Playwright;

namespace Crm.EndToEnd.Tests.Hosting;

/// <summary>A test that looks through a browser: no page may complain, and a failure leaves a picture and the console behind.</summary>
public abstract class BrowserTest(Installation installation) : IAsyncLifetime
{
    private readonly List<IBrowserContext> _contexts = [];
    private readonly List<Visit> _visits = [];

    protected Installation Installation => installation;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        var faults = _visits.SelectMany(v => v.Faults).ToList();
        if (faults.Count > 0 || TestContext.Current.TestState?.Result == TestResult.Failed)
            await Evidence.KeepAsync(_visits, installation.Host);
        foreach (var context in _contexts)
            await context.DisposeAsync();
        Assert.Empty(faults);
    }

    /// <summary>A tab of the administrator, in a context of its own.</summary>
    internal async Task<Visit> VisitAsync(Action<BrowserNewContextOptions>? change = null) => await TrackAsync(await installation.SignedInAsync(change));

    internal async Task<Visit> TrackAsync(IBrowserContext context)
    {
        _contexts.Add(context);
        var visit = await Visit.OpenAsync(context);
        _visits.Add(visit);
        return visit;
    }
}
