using Crm.Platform.Storage.Databases;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Access.Tests.Hosting;

/// <summary>The smallest database that keeps the contract: a SQLite file and one writer at a time.</summary>
internal sealed class TestDatabase(string path) : IDatabase, IDisposable
{
    private readonly SemaphoreSlim _writer = new(1, 1);

    public void Configure(DbContextOptionsBuilder options, string? migrationsTable = null) =>
        options.UseSqlite($"Data Source={path}", sqlite => sqlite.MigrationsHistoryTable(migrationsTable ?? "__history"));

    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask<IDisposable> WriteAsync(CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken);
        return new Turn(_writer);
    }

    public UniqueViolation? ReadUniqueViolation(Exception exception) => null;

    public bool IsSchemaMismatch(Exception exception) => false;

    public void Dispose() => _writer.Dispose();

    private sealed class Turn(SemaphoreSlim writer) : IDisposable
    {
        public void Dispose() => writer.Release();
    }
}
