using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Webhooks.Sending;

/// <summary>Posts to receivers: no redirects, no cookies, no proxy, a deadline, and no address inside this network unless that is allowed.</summary>
/// <remarks>The address is judged when the connection is made, from the same look-up it is made with: a name that changes its mind in between gains nothing.</remarks>
internal sealed class WebhookClient : IDisposable
{
    private const int MostAnswerBytes = 2048;

    private readonly HttpClient _client;
    private readonly WebhookOptions _options;
    private readonly TimeProvider _time;

    public WebhookClient(IOptions<WebhookOptions> options, TimeProvider time)
    {
        _options = options.Value;
        _time = time;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = ConnectAsync,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxResponseHeadersLength = 16,
        };
        // The deadline is one of our own, so that the answer's beginning is covered too.
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <exception cref="HttpRequestException">It could not be reached; the message is fit for people.</exception>
    public async Task<WebhookAnswer> PostAsync(Uri url, byte[] body, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return new WebhookAnswer(response.StatusCode, await BeginningAsync(response.Content, either.Token), RetryAfter(response));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"There was no answer within {_options.Timeout.TotalSeconds:0.#} s.");
        }
    }

    public void Dispose() => _client.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        var allowed = _options.AllowPrivateNetworks ? addresses : [.. addresses.Where(PublicAddresses.Contains)];
        if (allowed.Length == 0)
            throw new HttpRequestException($"'{context.DnsEndPoint.Host}' is an address inside this network; Crm:Webhooks:AllowPrivateNetworks would allow it.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<string> BeginningAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var buffer = new byte[MostAnswerBytes];
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        // PostgreSQL keeps no NUL in a text.
        return Encoding.UTF8.GetString(buffer, 0, length).Replace("\0", "", StringComparison.Ordinal);
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > _time.GetUtcNow() => date - _time.GetUtcNow(),
        _ => null,
    };
}

/// <summary>What a receiver answered.</summary>
/// <param name="Beginning">The first two kilobytes of its body.</param>
internal sealed record WebhookAnswer(HttpStatusCode Status, string Beginning, TimeSpan? RetryAfter);
