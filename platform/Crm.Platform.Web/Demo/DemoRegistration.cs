using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Crm.Platform.Web.Demo;

internal static class DemoRegistration
{
    /// <summary>Configuration key that asks for demo data on a first run.</summary>
    public const string Key = "Crm:Demo";

    public static IServiceCollection AddCrmDemo(this IServiceCollection services)
    {
        services.TryAddSingleton<IDemoData, DemoData>();
        return services;
    }
}
