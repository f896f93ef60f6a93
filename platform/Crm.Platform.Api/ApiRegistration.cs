using Crm.Platform.Api.Batch;
using Crm.Platform.Api.Data;
using Crm.Platform.Api.Health;
using Crm.Platform.Api.History;
using Crm.Platform.Api.OData;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Crm.Platform.Api;

/// <summary>Registers what the HTTP endpoints need.</summary>
public static class ApiRegistration
{
    public static IServiceCollection AddCrmApi(this IServiceCollection services)
    {
        services.TryAddSingleton<ODataModels>();
        services.TryAddSingleton<InputReader>();
        services.TryAddSingleton<VersionedAnswers>();
        services.TryAddSingleton<RecordAnswer>();
        services.TryAddSingleton<RecordList>();
        services.TryAddSingleton<RecordGet>();
        services.TryAddSingleton<RecordChange>();
        services.TryAddSingleton<BulkWrite>();
        services.TryAddSingleton<MergeCall>();
        services.TryAddSingleton<HistoryCommands>();
        services.TryAddSingleton<RelationCalls>();
        services.TryAddSingleton<DataCalls>();
        services.TryAddSingleton<DataEndpoint>();
        services.TryAddSingleton<BatchEndpoint>();
        services.TryAddSingleton<Readiness>();
        return services;
    }
}
