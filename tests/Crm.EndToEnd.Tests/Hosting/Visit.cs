using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Crm.EndToEnd.Tests.Hosting;

/// <summary>One browser tab that listens for everything that goes wrong in it.</summary>
internal sealed class Visit
{
    private readonly ConcurrentQueue<string> _faults = new();
    private readonly ConcurrentQueue<string> _console = new();

    private Visit(IPage page)
    {
        Page = page;
        page.Console += (_, message) => Hear(message);
        page.PageError += (_, error) => _faults.Enqueue("script: " + error);
        page.Response += (_, response) => Check(response);
        page.RequestFailed += (_, request) => Check(request);
    }

    public IPage Page { get; }

    /// <summary>Console errors, script errors and requests that failed.</summary>
    public IReadOnlyList<string> Faults => [.. _faults];

    public IReadOnlyList<string> Console => [.. _console];

    /// <summary>A part of the address whose failing answer is what the test is about.</summary>
    public string? Expected { get; set; }

    public static async Task<Visit> OpenAsync(IBrowserContext context) => new(await context.NewPageAsync());

    /// <summary>Opens an address and waits until the page answers to clicks.</summary>
    public async Task GoAsync(string address)
    {
        await Page.GotoAsync(address);
        await LiveAsync();
    }

    public Task LiveAsync() => Assertions.Expect(Page.Locator("[data-interactive=true]")).ToBeVisibleAsync();

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    public ILocator Field(string label) => Page.GetByRole(AriaRole.Main).GetByLabel(label, new() { Exact = true });

    /// <summary>The toast with these words.</summary>
    public ILocator Toast(string words) => Page.Locator(".toasts").GetByText(words);

    private void Hear(IConsoleMessage message)
    {
        _console.Enqueue($"{message.Type}: {message.Text}");
        // A failed request is told by its address, here it has none.
        if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            _faults.Enqueue("console: " + message.Text);
    }

    private void Check(IResponse response)
    {
        if (response.Status >= 400 && !IsExpected(response.Url))
            _faults.Enqueue($"{response.Status}: {response.Url}");
    }

    private void Check(IRequest request)
    {
        // Leaving a page ends what it was still doing.
        if (request.Failure is { } failure && !failure.Contains("ERR_ABORTED", StringComparison.Ordinal) && !IsExpected(request.Url))
            _faults.Enqueue($"{failure}: {request.Url}");
    }

    private bool IsExpected(string url) => Expected is not null && url.Contains(Expected, StringComparison.Ordinal);
}
