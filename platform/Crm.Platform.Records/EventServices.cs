using Crm.Platform.Records.Files;
using Crm.Platform.Records.History;
using Crm.Platform.Records.Outbox;
using Crm.Platform.Records.Search;
using Crm.Platform.Records.Tracking;
using Crm.Platform.Records.Trash;
using Crm.Platform.Records.Upkeep;
using Crm.Platform.Records.Writing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Crm.Platform.Records;

/// <summary>What is kept and told of changes.</summary>
internal static class EventServices
{
    /// <summary>What a saved change causes, in this order.</summary>
    public static void Add(IServiceCollection services)
    {
        services.TryAddSingleton<EventTables>();
        services.TryAddSingleton<OutboxSignal>();
        services.TryAddSingleton<DeliveryClaims>();
        services.TryAddSingleton<DeliveryAttempt>();
        services.TryAddSingleton<OutboxDispatcher>();
        services.TryAddSingleton<IRecordHistory, RecordHistory>();
        services.TryAddSingleton<IChangeUndo, ChangeUndo>();
        services.TryAddSingleton<Trash.Trash>();
        services.TryAddSingleton<ITrash>(provider => provider.GetRequiredService<Trash.Trash>());
        services.TryAddSingleton<ISubscriptions, Subscriptions>();
        services.TryAddSingleton<TrackingStore>();
        services.TryAddSingleton<ChangedRecords>();
        services.TryAddSingleton<LoggedChanges>();
        services.TryAddSingleton<KeptChanges>();
        services.TryAddSingleton<IChangeTracking, ChangeTracking>();
        services.TryAddSingleton<IDeliveries, Deliveries>();
        services.TryAddSingleton<IEventAudience, EventAudience>();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IWriteEffect, SearchEffect>(),
            ServiceDescriptor.Singleton<IWriteEffect, HistoryEffect>(),
            ServiceDescriptor.Singleton<IWriteEffect, OutboxEffect>(),
            ServiceDescriptor.Singleton<IWriteEffect, TrackingEffect>(),
        ]);
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IHourlyJob, OutboxPruning>(),
            ServiceDescriptor.Singleton<IHourlyJob, TrashPruning>(),
            ServiceDescriptor.Singleton<IHourlyJob, TrackingPruning>(),
            ServiceDescriptor.Singleton<IHourlyJob, FileSweeping>(),
        ]);
    }
}
