using System.Data.Common;
using Npgsql;

namespace Crm.Platform.Storage.Databases.PostgreSql;

/// <summary>Tells nodes of a publish by NOTIFY, and listens on one connection that is kept open. Who misses one looks again soon.</summary>
internal sealed class PublishSignal(NpgsqlDataSource source)
{
    /// <summary>How late a publish is noticed when its signal is lost.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private const string Channel = "crm_published";

    private NpgsqlConnection? _listening;

    public static async Task SendAsync(DbCommand command, CancellationToken cancellationToken)
    {
        await using (command)
        {
            command.CommandText = $"NOTIFY {Channel}";
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>For one caller at a time.</summary>
    public async Task AwaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            _listening ??= await ListenAsync(cancellationToken);
            await _listening.WaitAsync(Pause, cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // However the connection was lost, the caller looks by itself and comes back.
            await StopAsync();
            await Task.Delay(Pause, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await StopAsync();
            throw;
        }
    }

    private async Task<NpgsqlConnection> ListenAsync(CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"LISTEN {Channel}", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return connection;
    }

    private async Task StopAsync()
    {
        if (_listening is { } connection)
            await connection.DisposeAsync();
        _listening = null;
    }
}
