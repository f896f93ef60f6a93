using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Crm.Testing.Hosting;

/// <summary>A program that webhooks are sent to: a server on loopback that keeps what it gets and answers as the test says.</summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Channel<ReceivedCall> _calls = Channel.CreateUnbounded<ReceivedCall>();
    private readonly WebApplication _app;

    private WebhookReceiver(WebApplication app) => _app = app;

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>What it answers.</summary>
    public Func<ReceivedCall, HttpResponse, Task> Answer { get; set; } = (_, _) => Task.CompletedTask;

    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new WebhookReceiver(builder.Build());
        receiver._app.Run(receiver.TakeAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>The next call, in the order they came.</summary>
    public async Task<ReceivedCall> NextAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        return await _calls.Reader.ReadAsync(limit.Token);
    }

    /// <summary>Calls that came and were not asked for yet.</summary>
    public int Waiting => _calls.Reader.Count;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var call = new ReceivedCall(context.Request.Path, await reader.ReadToEndAsync(), context.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString()));
        await Answer(call, context.Response);
        await _calls.Writer.WriteAsync(call);
    }
}

/// <param name="Headers">By name in lower case.</param>
public sealed record ReceivedCall(string Path, string Body, IReadOnlyDictionary<string, string> Headers);
