using Crm.Platform.Screens;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Routing;

namespace Crm.Platform.Access.Tests.Hosting;

/// <summary>A document with nothing but the page.</summary>
public sealed class PagesRoot : ComponentBase
{
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.OpenComponent<Router>(0);
        builder.AddComponentParameter(1, nameof(Router.AppAssembly), typeof(ScreensRegistration).Assembly);
        builder.AddComponentParameter(2, nameof(Router.Found), (RenderFragment<RouteData>)(page => found =>
        {
            found.OpenComponent<RouteView>(0);
            found.AddComponentParameter(1, nameof(RouteView.RouteData), page);
            found.CloseComponent();
        }));
        builder.CloseComponent();
    }
}
