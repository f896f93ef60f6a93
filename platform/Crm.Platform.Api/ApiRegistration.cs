using Crm.Platform.Api.Batch;
using Crm.Platform.Api.Data;
using Crm.Platform.Api.Files;
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
        services.TryAddSingleton<HistoryCommands>();
        services.TryAddSingleton<DataEndpoint>();
        services.TryAddSingleton<BatchEndpoint>();
        services.TryAddSingleton<Readiness>();
        return services;
    }

    /// <summary>Removes uploads nobody used, now and then. For hosts that run; needs the files of the records project.</summary>
    public static IServiceCollection AddFileSweeping(this IServiceCollection services) => services.AddHostedService<FileSweeping>();
}
