using Microsoft.Data.Sqlite;

namespace Crm.Platform.Storage.Databases;

/// <summary>Keeps a second host off a SQLite file: neither would see what the other publishes, and each would take the other's running imports for dead.</summary>
/// <remarks>The operating system holds the lock, so it goes with the process however that ends.</remarks>
internal sealed class OnlyHost(string connectionString) : IDisposable
{
    private readonly Lock _taking = new();
    private FileStream? _held;

    /// <summary>Safe to repeat.</summary>
    /// <exception cref="IOException">Another host has the file.</exception>
    public void Take()
    {
        lock (_taking)
        {
            if (_held is null && PathOf(new SqliteConnectionStringBuilder(connectionString)) is { } path)
                _held = Open(path);
        }
    }

    public void Dispose() => _held?.Dispose();

    private static FileStream Open(string database)
    {
        try
        {
            return new FileStream(database + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception is not (DirectoryNotFoundException or PathTooLongException))
        {
            throw new IOException($"The database '{database}' is in use by another host, or cannot be locked: {exception.Message}", exception);
        }
    }

    /// <summary><see langword="null"/> for a database that no other process can open by its name.</summary>
    private static string? PathOf(SqliteConnectionStringBuilder connection) =>
        connection.Mode == SqliteOpenMode.Memory || connection.DataSource == ":memory:" || connection.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase) ? null : Path.GetFullPath(connection.DataSource);
}
