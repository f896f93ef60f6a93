using System.Text.Json.Serialization;
using Crm.Platform.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Crm.Benchmarks.Plain;

/// <summary>What somebody would write by hand: one endpoint per use, one class per table, the framework's JSON.</summary>
internal static class PlainEndpoints
{
    public const int PageSize = 50;

    public static void MapPlainEndpoints(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/plain/contacts/{id:guid}", GetAsync).RequireAuthorization(AccessPolicies.Read);
        routes.MapGet("/plain/contacts", ListAsync).RequireAuthorization(AccessPolicies.Read);
        routes.MapPost("/plain/contacts", CreateAsync).RequireAuthorization(AccessPolicies.Write);
    }

    private static async Task<IResult> GetAsync(Guid id, PlainContext context, HttpResponse response, CancellationToken cancellationToken)
    {
        if (await context.FindAsync(id, cancellationToken) is not { } contact)
            return TypedResults.NotFound();
        response.Headers.ETag = $"W/\"{contact.Version}\"";
        return TypedResults.Json(contact, PlainJson.Default.PlainContact);
    }

    private static async Task<IResult> ListAsync(string status, PlainContext context, CancellationToken cancellationToken) =>
        TypedResults.Json(new PlainList(await context.ListAsync(status, PageSize, cancellationToken)), PlainJson.Default.PlainList);

    private static async Task<IResult> CreateAsync(HttpRequest request, PlainContext context, CancellationToken cancellationToken)
    {
        if (await request.ReadFromJsonAsync(PlainJson.Default.PlainContact, cancellationToken) is not { LastName.Length: > 0 } contact)
            return TypedResults.BadRequest();
        await context.CreateAsync(contact, cancellationToken);
        return TypedResults.Json(contact, PlainJson.Default.PlainContact, statusCode: StatusCodes.Status201Created);
    }
}

internal sealed record PlainList(IReadOnlyList<PlainContact> Value);

/// <summary>Serialisers made at compile time, the fastest the framework has.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PlainContact))]
[JsonSerializable(typeof(PlainList))]
internal sealed partial class PlainJson : JsonSerializerContext;
