using System.Text;
using Crm.Platform.Api.History;
using Crm.Platform.Records.Writing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Crm.Platform.Api.Batch;

/// <summary>One request of a batch as a request of its own, by the same person and to the same host.</summary>
internal sealed class BatchCall
{
    // These belong to the connection or to the batch, or are made anew.
    private static readonly HashSet<string> Withheld = new(StringComparer.OrdinalIgnoreCase) { "Content-Length", "Transfer-Encoding", "Authorization", "Cookie", "Host", "Connection" };

    private readonly BatchItem _item;

    public BatchCall(BatchItem item, HttpContext batch)
    {
        _item = item;
        Http = new DefaultHttpContext { RequestServices = batch.RequestServices, User = batch.User, RequestAborted = batch.RequestAborted, TraceIdentifier = batch.TraceIdentifier };
        Http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(new MemoryStream()));
        var (request, outer) = (Http.Request, batch.Request);
        (request.Method, request.Scheme, request.Host, request.PathBase, request.Protocol) = (item.Method, outer.Scheme, outer.Host, outer.PathBase, outer.Protocol);
        if (outer.Headers.TryGetValue(ChangeSetHeader.Name, out var changeSet))
            request.Headers[ChangeSetHeader.Name] = changeSet;
        foreach (var (name, value) in item.Headers)
            if (!Withheld.Contains(name))
                request.Headers[name] = value;
    }

    public HttpContext Http { get; }

    /// <summary>The writer of the transaction it belongs to; <see langword="null"/> has one of its own.</summary>
    public static IRecordWriter? WriterOf(HttpContext http) => http.Features.Get<Transaction>()?.Writer;

    public void Join(IRecordWriter writer) => Http.Features.Set(new Transaction(writer));

    public void Send(PathString path, QueryString query, string? body)
    {
        (Http.Request.Path, Http.Request.QueryString) = (path, query);
        if (body is null)
            return;
        var bytes = Encoding.UTF8.GetBytes(body);
        Http.Request.Body = new MemoryStream(bytes);
        Http.Request.ContentLength = bytes.Length;
        if (string.IsNullOrEmpty(Http.Request.ContentType))
            Http.Request.ContentType = "application/json";
    }

    public async Task<BatchAnswer> AnswerAsync()
    {
        await Http.Response.CompleteAsync();
        var headers = Http.Response.Headers.Where(h => h.Key is not ("Content-Length" or "Cache-Control")).Select(h => (h.Key, h.Value.ToString())).ToList();
        return new BatchAnswer(_item, Http.Response.StatusCode, headers, ((MemoryStream)Http.Response.Body).ToArray());
    }

    private sealed record Transaction(IRecordWriter Writer);
}
