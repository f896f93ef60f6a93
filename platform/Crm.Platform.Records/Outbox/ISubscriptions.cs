using Crm.Platform.Storage.Events;

namespace Crm.Platform.Records.Outbox;

/// <summary>Who is told of changes. Once a call returns, every later change is told accordingly. Asks for no right: its callers do.</summary>
public interface ISubscriptions
{
    /// <summary>Of one consumer, by name.</summary>
    Task<IReadOnlyList<SubscriptionRow>> ListAsync(string consumer, CancellationToken cancellationToken);

    Task<SubscriptionRow?> FindAsync(Guid id, CancellationToken cancellationToken);

    Task AddAsync(SubscriptionRow subscription, CancellationToken cancellationToken);

    /// <returns>The changed one, or <see langword="null"/> when there is none.</returns>
    Task<SubscriptionRow?> ChangeAsync(Guid id, Action<SubscriptionRow> change, CancellationToken cancellationToken);

    /// <summary>With its deliveries and their log.</summary>
    Task RemoveAsync(Guid id, CancellationToken cancellationToken);
}
