using Crm.Platform.Records.Importing;
using Crm.Platform.Records.Importing.Jobs;
using Crm.Platform.Records.Importing.Mapping;
using Crm.Platform.Records.Importing.Preview;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Writing;
using Crm.Platform.Records.Writing.Steps;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Crm.Platform.Records;

/// <summary>The door of this project.</summary>
public static class RecordServices
{
    /// <summary>Adds the one read path and the one write path.</summary>
    public static IServiceCollection AddCrmRecords(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        AddRights(services);
        services.TryAddSingleton<QueryPlanner>();
        services.TryAddSingleton<IRecordReader, RecordReader>();
        services.TryAddSingleton<IRecordWriter, RecordWriter>();
        AddPipeline(services);
        AddImports(services);
        return services;
    }

    private static void AddRights(IServiceCollection services)
    {
        services.TryAddSingleton<AccessProfiles>();
        services.TryAddSingleton<ScopeFilter>();
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
        services.TryAddSingleton<Formulas>();
        services.TryAddSingleton<WritePipeline>();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IWriteStep, DefaultValues>(),
            ServiceDescriptor.Singleton<IWriteStep, InputValues>(),
            ServiceDescriptor.Singleton<IWriteStep, LookupTargets>(),
            ServiceDescriptor.Singleton<IWriteStep, FormulaValues>(),
            ServiceDescriptor.Singleton<IWriteStep, ChangeStamp>(),
        ]);
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IWriteEffect, TeamReach>(),
            ServiceDescriptor.Singleton<IWriteEffect, ReachCheck>(),
        ]);
    }

    private static void AddImports(IServiceCollection services)
    {
        services.AddOptions<ImportOptions>();
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
