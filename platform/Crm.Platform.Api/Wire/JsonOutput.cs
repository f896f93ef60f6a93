using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Crm.Platform.Api.Wire;

/// <summary>A buffer and a writer kept per thread: an answer is built in memory, so it has a length and can still turn into a problem.</summary>
internal sealed class JsonOutput
{
    // Sent as application/json with nosniff: nothing needs escaping for HTML, and names in all scripts stay readable and short.
    public static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    private const int LargestKept = 256 * 1024;

    [ThreadStatic]
    private static JsonOutput? _spare;

    private readonly ArrayBufferWriter<byte> _buffer = new(4096);

    private JsonOutput() => Json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true, Encoder = Encoder });

    public Utf8JsonWriter Json { get; }

    public static JsonOutput Rent()
    {
        var spare = _spare;
        _spare = null;
        return spare ?? new JsonOutput();
    }

    /// <summary>Sends what was written and gives the buffer back.</summary>
    public async Task SendAsync(HttpResponse response, string contentType, CancellationToken cancellationToken)
    {
        Json.Flush();
        response.ContentType = contentType;
        response.ContentLength = _buffer.WrittenCount;
        await response.BodyWriter.WriteAsync(_buffer.WrittenMemory, cancellationToken);
        Return();
    }

    private void Return()
    {
        if (_buffer.Capacity > LargestKept)
            return;
        _buffer.ResetWrittenCount();
        Json.Reset();
        _spare = this;
    }
}
