using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Crm.Platform.Web.Tests.Start;

/// <summary>A create whose body comes late: the host has begun to read it and waits.</summary>
internal sealed class SlowRequest : IDisposable
{
    private readonly Uri _address;
    private readonly TcpClient _connection;
    private readonly StreamReader _answers;
    private readonly byte[] _body;

    private SlowRequest(Uri address, TcpClient connection, byte[] body)
    {
        (_address, _connection, _body) = (address, connection, body);
        _answers = new StreamReader(connection.GetStream(), Encoding.ASCII);
    }

    /// <summary>Returns once the host asked for the body, so the request is running for certain.</summary>
    public static async Task<SlowRequest> StartAsync(Uri address, string token, string json)
    {
        var connection = new TcpClient();
        await connection.ConnectAsync(address.Host, address.Port);
        var body = Encoding.UTF8.GetBytes(json);
        var request = new SlowRequest(address, connection, body);
        var head = string.Create(CultureInfo.InvariantCulture, $"POST /api/data/accounts HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nExpect: 100-continue\r\n\r\n");
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
        var asked = await request._answers.ReadLineAsync();
        Assert.Equal("HTTP/1.1 100 Continue", asked);
        await request._answers.ReadLineAsync();
        return request;
    }

    /// <summary>Returns once the host accepts no more connections: it is stopping.</summary>
    public async Task UntilNobodyIsLetInAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                using var visitor = new TcpClient();
                await visitor.ConnectAsync(_address.Host, _address.Port, patience.Token);
            }
            catch (SocketException)
            {
                return;
            }
        }
    }

    /// <summary>Sends the body.</summary>
    /// <returns>The status line of the answer.</returns>
    public async Task<string> FinishAsync()
    {
        await _connection.GetStream().WriteAsync(_body);
        return await _answers.ReadLineAsync() ?? "the connection was cut";
    }

    public void Dispose()
    {
        _answers.Dispose();
        _connection.Dispose();
    }
}
