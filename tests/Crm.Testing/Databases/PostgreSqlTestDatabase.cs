namespace Crm.Testing.Databases;

/// <summary>A database of its own on the server of this process.</summary>
internal sealed class PostgreSqlTestDatabase : TestDatabase
{
    private static int _count;

    private readonly PostgreSqlServer _server;
    private readonly string _name;

    private PostgreSqlTestDatabase(PostgreSqlServer server, string name)
    {
        _server = server;
        _name = name;
        Settings = new Dictionary<string, string>
        {
            ["Crm:Database:Provider"] = "PostgreSql",
            ["Crm:Database:ConnectionString"] = server.ConnectionString(name),
        };
    }

    public override IReadOnlyDictionary<string, string> Settings { get; }

    public static async Task<TestDatabase> CreateAsync()
    {
        var server = await PostgreSqlServer.OfThisProcessAsync();
        var name = $"test_{Interlocked.Increment(ref _count)}";
        await server.ExecuteAsync($"CREATE DATABASE {name}");
        return new PostgreSqlTestDatabase(server, name);
    }

    public override async ValueTask DisposeAsync()
    {
        await _server.ExecuteAsync($"DROP DATABASE {_name} WITH (FORCE)");
        await base.DisposeAsync();
    }
}
