using Crm.Platform.Abstractions;
using Crm.Platform.Records.Exporting;
using Crm.Platform.Records.Files;
using Crm.Platform.Records.History;
using Crm.Platform.Records.Importing;
using Crm.Platform.Records.Importing.Jobs;
using Crm.Platform.Records.Importing.Mapping;
using Crm.Platform.Records.Importing.Preview;
using Crm.Platform.Records.Merging;
using Crm.Platform.Records.Numbers;
using Crm.Platform.Records.Outbox;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Reading.Aggregates;
using Crm.Platform.Records.Reading.Collections;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Search;
using Crm.Platform.Records.Tracking;
using Crm.Platform.Records.Trash;
using Crm.Platform.Records.Upkeep;
using Crm.Platform.Records.Writing;
using Crm.Platform.Records.Writing.Computed;
using Crm.Platform.Records.Writing.Evaluation;
using Crm.Platform.Records.Writing.Relations;
using Crm.Platform.Records.Writing.Steps;
using Crm.Platform.Records.Writing.Upserts;
using Crm.Platform.Storage.Model;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Crm.Platform.Records;

/// <summary>The door of this project.</summary>
public static class RecordServices
{
    /// <summary>Adds the one read path and the one write path.</summary>
    /// <param name="configuration">Of the sections <c>Crm:Files</c>, <c>Crm:Imports</c>, <c>Crm:Outbox</c>, <c>Crm:Tracking</c> and <c>Crm:Trash</c>; a value that cannot be used stops the start.</param>
    public static IServiceCollection AddCrmRecords(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (services.Any(s => s.ServiceType == typeof(RecordWriter)))
            return services;
        services.TryAddSingleton(TimeProvider.System);
        RecordOptions.Add(services, configuration);
        AddRights(services);
        services.TryAddSingleton<SearchNumbers>();
        services.TryAddSingleton<SearchPlanner>();
        services.TryAddSingleton<SearchBuild>();
        services.TryAddSingleton<QueryPlanner>();
        services.TryAddSingleton<VirtualFields>();
        services.TryAddSingleton<TargetReader>();
        services.TryAddSingleton<CollectionReader>();
        services.TryAddSingleton<PageReader>();
        services.TryAddSingleton<ReadDoor>();
        services.TryAddSingleton<IRecordReader, RecordReader>();
        services.TryAddSingleton<AggregatePlanner>();
        services.TryAddSingleton<IAggregateReader, AggregateReader>();
        services.TryAddSingleton<RelationWrites>();
        services.TryAddSingleton<SessionWrites>();
        services.TryAddSingleton<RecordWriter>();
        services.TryAddSingleton<RepeatedWriter>();
        services.TryAddSingleton<IRecordWriter>(provider => provider.GetRequiredService<RepeatedWriter>());
        services.TryAddSingleton<IRecordTransactions>(provider => provider.GetRequiredService<RepeatedWriter>());
        services.TryAddSingleton<KeySearch>();
        services.TryAddSingleton<IRecordUpsert, RecordUpsert>();
        services.TryAddSingleton<Followers>();
        services.TryAddSingleton<IRecordMerge, RecordMerge>();
        AddPipeline(services);
        AddFieldSteps(services);
        AddEvents(services);
        AddImports(services);
        services.TryAddSingleton<ExportLog>();
        services.TryAddSingleton<IExportLog>(provider => provider.GetRequiredService<ExportLog>());
        services.TryAddSingleton<IRecordExport, RecordExport>();
        return services;
    }

    private static void AddRights(IServiceCollection services)
    {
        services.TryAddSingleton<AccessProfiles>();
        services.TryAddSingleton<ScopeFilter>();
        services.TryAddSingleton<ReachMemory>();
        services.TryAddSingleton<AccessGate>();
        services.TryAddSingleton<IRights, Rights.Rights>();
        services.TryAddSingleton<ITeamMembers, TeamMembers>();
        services.TryAddSingleton<IRecordShares, RecordShares>();
        services.TryAddSingleton<IAccessExplainer, AccessExplainer>();
    }

    /// <summary>In the order of the pipeline.</summary>
    private static void AddPipeline(IServiceCollection services)
    {
        services.TryAddSingleton<EntityRulesSource>();
        services.TryAddSingleton<EntityExpressionsSource>();
        services.TryAddSingleton<ComputedModels>();
        services.TryAddSingleton<RollupQuery>();
        services.TryAddSingleton<ComputedEffect>();
        services.TryAddSingleton<OwnerVersions>();
        services.TryAddSingleton<WritePipeline>();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IWriteStep, DefaultValues>(),
            ServiceDescriptor.Singleton<IWriteStep, InputValues>(),
            ServiceDescriptor.Singleton<IWriteStep, DefaultExpressions>(),
            ServiceDescriptor.Singleton<IWriteStep, LookupTypes>(),
            ServiceDescriptor.Singleton<IWriteStep, RequiredValues>(),
            ServiceDescriptor.Singleton<IWriteStep, LookupTargets>(),
            ServiceDescriptor.Singleton<IWriteStep, FieldSteps>(),
            ServiceDescriptor.Singleton<IWriteStep, LookupRecords>(),
            ServiceDescriptor.Singleton<IWriteStep, FormulaValues>(),
            ServiceDescriptor.Singleton<IWriteStep, FieldConditions>(),
            ServiceDescriptor.Singleton<IWriteStep, FormRequirements>(),
            ServiceDescriptor.Singleton<IWriteStep, Rules>(),
            ServiceDescriptor.Singleton<IWriteStep, ChangeStamp>(),
        ]);
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IWriteEffect, TeamReach>(),
            ServiceDescriptor.Singleton<IWriteEffect, ReachCheck>(),
        ]);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRecordFill, ComputedFill>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IWriteEffect, FieldEffects>());
    }

    private static void AddFieldSteps(IServiceCollection services)
    {
        services.TryAddSingleton<FileFolder>();
        services.TryAddSingleton<FileUpload>();
        if (services.Any(s => s.ServiceType == typeof(IFiles)))
            return;
        services.AddSingleton<IFiles, FileStore>();
        services.AddSingleton<IFieldStep>(new FileStep(FieldKinds.File));
        services.AddSingleton<IFieldStep>(new FileStep(FieldKinds.Image));
        services.AddSingleton<IFieldStep, AutoNumberStep>();
        services.AddSingleton<IFieldFill, AutoNumberFill>();
    }

    /// <summary>What a saved change causes, in this order.</summary>
    private static void AddEvents(IServiceCollection services)
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

    /// <summary>Lets the host do what records need done beside requests: events delivered, what is old removed, words indexed.</summary>
    public static IServiceCollection AddCrmRecordWork(this IServiceCollection services)
    {
        services.AddHostedService(provider => provider.GetRequiredService<OutboxDispatcher>());
        services.AddHostedService<HourlyWork>();
        services.AddHostedService<SearchBuilding>();
        return services;
    }

    private static void AddImports(IServiceCollection services)
    {
        services.TryAddSingleton<ImportStore>();
        services.TryAddSingleton<ImportUpload>();
        services.TryAddSingleton<ImportPlanner>();
        services.TryAddSingleton<Previewer>();
        services.TryAddSingleton<ImportRunner>();
        services.TryAddSingleton<ImportQueue>();
        services.TryAddSingleton<ImportRecovery>();
        services.TryAddSingleton<IImports, Imports>();
    }
}
