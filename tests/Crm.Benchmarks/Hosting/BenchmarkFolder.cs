using Microsoft.Data.Sqlite;

namespace Crm.Benchmarks.Hosting;

/// <summary>A data directory that is gone afterwards.</summary>
internal sealed class BenchmarkFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("crm-benchmark-").FullName;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(Path, recursive: true);
    }
}
