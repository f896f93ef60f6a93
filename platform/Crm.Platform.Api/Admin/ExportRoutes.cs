using System.Text.Json;
using Crm.Platform.Access;
using Crm.Platform.Api.Http;
using Crm.Platform.Api.Wire;
using Crm.Platform.Records.Exporting;
using Crm.Platform.Storage.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Api.Admin;

/// <summary><c>GET /api/admin/exports</c>: who took records out, the newest first.</summary>
internal static class ExportRoutes
{
    private const int Most = 500;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/admin/exports", (RequestDelegate)ListAsync).WithTags("Administration").WithName("ListExports").RequireAuthorization(AccessPolicies.Admin);

    private static async Task ListAsync(HttpContext http)
    {
        var exports = await http.RequestServices.GetRequiredService<IExportLog>().ListAsync(Most, http.RequestAborted);
        var output = JsonOutput.Rent();
        output.Json.WriteStartObject();
        output.Json.WriteStartArray("value");
        foreach (var export in exports)
            Write(output.Json, export);
        output.Json.WriteEndArray();
        output.Json.WriteEndObject();
        await output.SendAsync(http.Response, WireTypes.Json, http.RequestAborted);
    }

    private static void Write(Utf8JsonWriter json, ExportedRow export)
    {
        json.WriteStartObject();
        json.WriteString("id", export.Id);
        json.WriteString("at", export.At);
        json.WriteString("entity", export.Entity);
        json.WriteString("format", export.Format);
        json.WriteString("query", export.Query);
        json.WriteId("actorId", export.ActorId);
        json.WriteString("actor", export.ActorName ?? export.ClientId);
        json.WriteString("source", export.Source);
        if (export.Records is { } records)
            json.WriteNumber("records", records);
        else
            json.WriteNull("records");
        json.WriteEndObject();
    }
}
