using System.Reflection;
using Crm.Designer;
using Crm.Platform.Screens;

namespace Crm.Platform.Web;

/// <summary>The pages of the screens and of everything that brings more, in one Blazor application.</summary>
internal static class Pages
{
    /// <summary>Where pages come from besides the screens.</summary>
    public static Assembly[] Assemblies { get; } = [typeof(DesignerRegistration).Assembly];

    public static IServiceCollection AddCrmPages(this IServiceCollection services)
    {
        services.AddCascadingAuthenticationState();
        services.AddRazorComponents().AddInteractiveServerComponents();
        return services;
    }

    public static IEndpointRouteBuilder MapCrmPages(this IEndpointRouteBuilder routes)
    {
        routes.MapRazorComponents<App>()
            .AddAdditionalAssemblies([typeof(ScreensRegistration).Assembly, .. Assemblies])
            // The policy for framing is one of our own headers.
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
        return routes;
    }
}
