using System.Net.Sockets;
using System.Text;

namespace Crm.Benchmarks.Hosting;

/// <summary>One keep-alive connection that sends ready-made bytes and looks for the end of the answer: what it costs does not hide what the server costs.</summary>
internal sealed class LeanClient(Uri address, string token) : IDisposable
{
    private readonly Socket _socket = Connect(address);
    private byte[] _buffer = new byte[256 * 1024];

    /// <summary>A whole request as bytes.</summary>
    public byte[] Request(string method, string path, string? body = null)
    {
        var head = $"{method} {path} HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {token}\r\n";
        var rest = body is null ? "\r\n" : $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";
        return Encoding.UTF8.GetBytes(head + rest);
    }

    /// <summary>Sends the request and reads its answer to the end.</summary>
    /// <returns>Bytes of the answer, head included.</returns>
    /// <exception cref="InvalidOperationException">The answer has another status.</exception>
    public async Task<int> SendAsync(byte[] request, string expected)
    {
        await _socket.SendAsync(request);
        var length = 0;
        while (true)
        {
            if (length == _buffer.Length)
                Array.Resize(ref _buffer, _buffer.Length * 2);
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(length));
            length += read;
            if (read == 0)
                throw new InvalidOperationException("The server closed the connection.");
            if (!IsWhole(_buffer.AsSpan(0, length)))
                continue;
            if (!_buffer.AsSpan(9, 3).SequenceEqual(Encoding.ASCII.GetBytes(expected)))
                throw new InvalidOperationException(Encoding.UTF8.GetString(_buffer, 0, length));
            return length;
        }
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return false;
        var head = answer[..end];
        var at = head.IndexOf("Content-Length: "u8);
        if (at < 0)
            return answer.EndsWith("0\r\n\r\n"u8);
        return System.Buffers.Text.Utf8Parser.TryParse(head[(at + 16)..], out int body, out _) && answer.Length >= end + 4 + body;
    }

    private static Socket Connect(Uri address)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(address.Host, address.Port);
        return socket;
    }
}
