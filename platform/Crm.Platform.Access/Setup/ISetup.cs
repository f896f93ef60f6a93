using Crm.Platform.Abstractions;

namespace Crm.Platform.Access.Setup;

/// <summary>The set-up page's view of the first run.</summary>
public interface ISetup
{
    Task<SetupState> StateAsync(string? token, CancellationToken cancellationToken);

    /// <summary>Makes the first administrator and signs in on the running request. Of several at once one wins, the others get a <see cref="Conflict"/>.</summary>
    Task<Result<Guid>> CompleteAsync(string? token, string name, string email, string password, CancellationToken cancellationToken);
}

/// <summary>What a set-up link is worth.</summary>
public enum SetupState
{
    /// <summary>The installation waits for its first administrator and the link is right.</summary>
    Open,

    /// <summary>The link is wrong, or replaced by a newer one.</summary>
    WrongToken,

    /// <summary>There is an administrator already.</summary>
    Done,
}
