using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Writing;
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
        services.TryAddSingleton<QueryPlanner>();
        services.TryAddSingleton<IRecordReader, RecordReader>();
        services.TryAddSingleton<IRecordWriter, RecordWriter>();
        services.TryAddSingleton<Formulas>();
        return services;
    }
}
