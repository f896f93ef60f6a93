using System.Diagnostics;
using Npgsql;

namespace Crm.Testing.Databases;

/// <summary>A private PostgreSQL server in a temporary folder, reached over a socket in it: it takes no port and nobody else sees it.</summary>
/// <remarks>A shell waits at the end of a pipe this process holds. However the process ends, the pipe closes, and the shell stops the server and removes the folder.</remarks>
public sealed class PostgreSqlServer
{
    // The server stays a child of the shell, which waits for its end: nothing is left to a process that adopts orphans.
    private const string Script = """
        umask 077
        mkdir "$2" && cd "$2" || exit 1
        if "$1/initdb" -D data -U crm --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >server.log 2>&1; then
            "$1/postgres" -D data -k "$2" -c listen_addresses= -c max_connections=300 -c max_locks_per_transaction=256 -c shared_buffers=256MB \
                -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c jit=off >server.log 2>&1 &
            server=$!
            tries=0
            until "$1/pg_isready" -q -h "$2" || ! kill -0 $server 2>/dev/null || [ $tries -gt 1000 ]; do tries=$((tries + 1)); sleep 0.02; done
            "$1/pg_isready" -q -h "$2" && echo ready || { cat server.log >&2; exec >&- 2>&-; }
            cat >/dev/null
            kill -QUIT $server && wait $server
        else
            cat server.log >&2
        fi
        cd / && rm -rf "$2"
        """;

    private static readonly Lazy<Task<PostgreSqlServer>> Started = new(StartAsync);

    // Held so that its pipe stays open as long as the process lives.
    private readonly Process _shell;
    private readonly string _folder;

    private PostgreSqlServer(Process shell, string folder)
    {
        _shell = shell;
        _folder = folder;
    }

    /// <summary>The one server of this process, started when it is first asked for.</summary>
    public static Task<PostgreSqlServer> OfThisProcessAsync() => Started.Value;

    public string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder { Host = _folder, Username = "crm", Database = database }.ConnectionString;

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Tests write it themselves.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<PostgreSqlServer> StartAsync()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"crm-pg-{Environment.ProcessId}-{Guid.NewGuid():n}"[..24]);
        var shell = Process.Start(Command(PostgreSqlPrograms.Find(), folder))!;
        if (await shell.StandardOutput.ReadLineAsync() != "ready")
            throw new InvalidOperationException($"PostgreSQL did not start: {await shell.StandardError.ReadToEndAsync()}");
        return new PostgreSqlServer(shell, folder);
    }

    private static ProcessStartInfo Command(PostgreSqlPrograms programs, string folder)
    {
        var start = new ProcessStartInfo("setsid") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var word in programs.AsUser.Concat(["sh", "-c", Script, "sh", programs.Folder, folder]))
            start.ArgumentList.Add(word);
        return start;
    }
}
