using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;
using Crm.Platform.Access.Callers;
using Crm.Platform.Access.Problems;
using Crm.Platform.Api.Http;
using Crm.Platform.Api.Wire;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Records.Rights;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Api.OpenApi;

/// <summary><c>GET /api/openapi.json</c>: the API as OpenAPI 3.1, for the definitions in force and what the caller may see and do.</summary>
internal static class OpenApiRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/api/openapi.json", ["GET", "HEAD"], InvokeAsync).WithName("OpenApi").WithTags("Metadata").RequireAuthorization();

    private static async Task InvokeAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var caller = await services.GetRequiredService<ICallers>().OfAsync(context.User, context.RequestAborted);
        if (!caller.May(CallerRights.Read))
        {
            await ProblemResponse.WriteAsync(context, new Forbidden("access.read", "You may not read records."));
            return;
        }

        var rights = services.GetRequiredService<IRights>();
        var document = Describe(rights.SeenBy(caller), entity => Allowed(rights.On(entity.Name, caller), entity, caller), services.GetRequiredService<IFieldKindRegistry>());
        Place(document, Addresses.Root(context.Request));
        if (caller.May(CallerRights.Write))
            foreach (var (path, item) in OpenApiFrame.WorkPaths())
                document["paths"]![path] = item!.DeepClone();
        if (caller.May(CallerRights.Customize))
            OpenApiFrame.AddMetadata(document);
        if (caller.May(CallerRights.Admin))
        {
            OpenApiFrame.AddAdministration(document);
            AddPurges(document["paths"]!.AsObject(), rights.SeenBy(caller));
        }
        var output = JsonOutput.Rent();
        document.WriteTo(output.Json);
        await output.SendAsync(context.Response, WireTypes.Json, context.RequestAborted);
    }

    private static void AddPurges(JsonObject paths, MetadataSnapshot snapshot)
    {
        foreach (var entity in snapshot.Entities.Where(e => !e.System))
            EntityPaths.AddPurge(paths, entity);
    }

    private static EntityRights Allowed(EntityRights rights, EntityDefinition entity, Caller caller) => caller.May(CallerRights.Write) && !entity.System
        ? rights
        : EntityRights.Nothing with { Read = rights.Read };

    private static JsonObject Describe(MetadataSnapshot snapshot, Func<EntityDefinition, EntityRights> allowed, IFieldKindRegistry kinds)
    {
        var document = OpenApiFrame.Document();
        document["info"]!["version"] = snapshot.Version.ToString(System.Globalization.CultureInfo.InvariantCulture);
        foreach (var entity in snapshot.Entities)
        {
            EntitySchemas.AddTo(document["components"]!["schemas"]!.AsObject(), entity, kinds);
            new EntityPaths(entity, allowed(entity)).AddTo(document["paths"]!.AsObject());
        }
        var tags = document["tags"]!.AsArray();
        foreach (var title in snapshot.Entities.Select(e => e.PluralTitle).Distinct(StringComparer.Ordinal).Where(t => tags.All(tag => (string?)tag!["name"] != t)).ToList())
            tags.Add((JsonNode)new JsonObject { ["name"] = title });
        return document;
    }

    private static void Place(JsonObject document, string root)
    {
        document["servers"] = new JsonArray(new JsonObject { ["url"] = root });
        document["components"]!["securitySchemes"]!["oauth2"]!["flows"]!["clientCredentials"]!["tokenUrl"] = root + "/connect/token";
    }
}
