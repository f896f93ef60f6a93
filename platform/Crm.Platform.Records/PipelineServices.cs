using Crm.Platform.Abstractions;
using Crm.Platform.Records.Files;
using Crm.Platform.Records.Numbers;
using Crm.Platform.Records.Rights;
using Crm.Platform.Records.Writing;
using Crm.Platform.Records.Writing.Computed;
using Crm.Platform.Records.Writing.Evaluation;
using Crm.Platform.Records.Writing.Steps;
using Crm.Platform.Storage.Model;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Crm.Platform.Records;

/// <summary>What a write goes through.</summary>
internal static class PipelineServices
{
    /// <summary>In the order of the pipeline.</summary>
    public static void Add(IServiceCollection services)
    {
        AddSteps(services);
        AddFieldSteps(services);
    }

    private static void AddSteps(IServiceCollection services)
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
}
