namespace Crm.Platform.Abstractions;

/// <summary>For whom the running page or request acts. Ask again for each command: rights may have been taken away meanwhile.</summary>
public interface ICurrentCaller
{
    /// <summary>The caller with the rights of this moment; <see cref="Caller.Nobody"/> when nobody is signed in.</summary>
    ValueTask<Caller> GetAsync(CancellationToken cancellationToken);
}
