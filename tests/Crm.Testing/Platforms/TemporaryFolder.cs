namespace Crm.Testing.Platforms;

/// <summary>A new empty folder that is gone afterwards.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("crm-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
