using Microsoft.Extensions.DependencyInjection;

namespace Crm.Designer;

/// <summary>The door of the designers.</summary>
public static class DesignerRegistration
{
    public static IServiceCollection AddCrmDesigner(this IServiceCollection services) => services;
}
