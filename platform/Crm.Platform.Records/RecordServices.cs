using Crm.Platform.Records.Exporting;
using Crm.Platform.Records.Importing;
using Crm.Platform.Records.Importing.Jobs;
using Crm.Platform.Records.Importing.Mapping;
using Crm.Platform.Records.Importing.Preview;
using Crm.Platform.Records.Merging;
using Crm.Platform.Records.Outbox;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Reading.Aggregates;
using Crm.Platform.Records.Reading.Collections;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Search;
using Crm.Platform.Records.Upkeep;
using Crm.Platform.Records.Writing;
using Crm.Platform.Records.Writing.Relations;
using Crm.Platform.Records.Writing.Upserts;
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
        AddReading(services);
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
        PipelineServices.Add(services);
        EventServices.Add(services);
        AddImports(services);
        AddExports(services);
        return services;
    }

    private static void AddReading(IServiceCollection services)
    {
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

    private static void AddExports(IServiceCollection services)
    {
        services.TryAddSingleton<ExportLog>();
        services.TryAddSingleton<IExportLog>(provider => provider.GetRequiredService<ExportLog>());
        services.TryAddSingleton<IRecordExport, RecordExport>();
    }
}
