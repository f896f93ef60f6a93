namespace Crm.Platform.Storage.Databases;

/// <summary>What is handed out where nobody has to wait.</summary>
internal sealed class Nothing : IDisposable, IAsyncDisposable
{
    public static Nothing ToRelease { get; } = new();

    public void Dispose()
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
