using Crm.Platform.Access;
using Crm.Platform.Access.Callers;
using Crm.Platform.Webhooks.Administration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Api.Webhooks;

/// <summary>Addresses below <c>/api/admin/webhooks</c>. The administration asks for the right.</summary>
internal static class WebhookRoutes
{
    public const string Base = "/api/admin/webhooks";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Base).WithTags("Administration").RequireAuthorization(AccessPolicies.Admin);
        group.MapGet("", Call(WebhookCommands.ListAsync)).WithName("ListWebhooks");
        group.MapPost("", Call(WebhookCommands.CreateAsync)).WithName("CreateWebhook");
        group.MapGet("/{id:guid}", Call(WebhookCommands.GetAsync)).WithName("GetWebhook");
        group.MapPatch("/{id:guid}", Call(WebhookCommands.ChangeAsync)).WithName("ChangeWebhook");
        group.MapDelete("/{id:guid}", Call(WebhookCommands.RemoveAsync)).WithName("RemoveWebhook");
        group.MapPost("/{id:guid}/secret", Call(WebhookCommands.RenewSecretAsync)).WithName("RenewWebhookSecret");
        group.MapGet("/{id:guid}/deliveries", Call(DeliveryQueries.ListAsync)).WithName("ListWebhookDeliveries");
        group.MapGet("/{id:guid}/deliveries/{delivery:long}", Call(DeliveryQueries.GetAsync)).WithName("GetWebhookDelivery");
        group.MapPost("/{id:guid}/deliveries/{delivery:long}/replay", Call(DeliveryQueries.ReplayOneAsync)).WithName("ReplayWebhookDelivery");
        group.MapPost("/{id:guid}/replay", Call(DeliveryQueries.ReplayAsync)).WithName("ReplayWebhook");
    }

    private static RequestDelegate Call(Func<WebhookCall, Task> handler) => async context =>
    {
        var caller = await context.RequestServices.GetRequiredService<ICallers>().OfAsync(context.User, context.RequestAborted);
        await handler(new WebhookCall(context, context.RequestServices.GetRequiredService<IWebhooks>(), caller));
    };
}
