using Crm.Platform.Api.Admin;
using Crm.Platform.Api.Batch;
using Crm.Platform.Api.Data;
using Crm.Platform.Api.Files;
using Crm.Platform.Api.Health;
using Crm.Platform.Api.History;
using Crm.Platform.Api.Http;
using Crm.Platform.Api.Imports;
using Crm.Platform.Api.Metadata;
using Crm.Platform.Api.OpenApi;
using Crm.Platform.Api.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Api;

/// <summary>Maps the HTTP endpoints. <c>UseCrmProblems</c> belongs before them in the pipeline.</summary>
public static class ApiEndpoints
{
    public static IEndpointRouteBuilder MapApiEndpoints(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        // One catch-all pattern: 'contacts(id)' is no segment of its own, and the endpoint answers wrong methods itself.
        RequestDelegate data = routes.ServiceProvider.GetRequiredService<DataEndpoint>().InvokeAsync;
        routes.Map(Addresses.Data + "/{**resource}", data).WithName("Data").WithTags("Data").RequireAuthorization();
        RequestDelegate batch = routes.ServiceProvider.GetRequiredService<BatchEndpoint>().InvokeAsync;
        routes.MapPost(Addresses.Data + "/$batch", batch).WithName("Batch").WithTags("Data").RequireAuthorization();
        HistoryRoutes.Map(routes);
        MetadataRoutes.Map(routes);
        UserRoutes.Map(routes);
        TeamRoutes.Map(routes);
        ExportRoutes.Map(routes);
        WebhookRoutes.Map(routes);
        ImportRoutes.Map(routes);
        FileRoutes.Map(routes);
        OpenApiRoute.Map(routes);
        HealthRoutes.Map(routes);
        return routes;
    }
}
