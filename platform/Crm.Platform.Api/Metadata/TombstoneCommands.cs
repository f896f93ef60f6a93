using System.Globalization;
using System.Text.Json.Nodes;
using Crm.Platform.Access.Problems;
using Crm.Platform.Metadata.Publishing.Tombstones;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Api.Metadata;

/// <summary>What was removed and is kept aside: list, bring back into the draft, destroy.</summary>
internal static class TombstoneCommands
{
    public static async Task ListAsync(MetadataRequest request)
    {
        var list = await Keeper(request).ListAsync(request.Caller, request.Aborted);
        if (list.IsSuccess)
            await request.AnswerAsync(new JsonObject { ["value"] = new JsonArray([.. list.Value.Select(Wire)]) });
        else
            await ProblemResponse.WriteAsync(request.Http, list.Failure);
    }

    public static async Task RestoreAsync(MetadataRequest request) =>
        await request.AnswerAsync(await Keeper(request).RestoreAsync(Id(request), request.Caller, request.Aborted), MetadataJson.Default.DraftState);

    public static async Task PurgeAsync(MetadataRequest request)
    {
        var purged = await Keeper(request).PurgeAsync(Id(request), request.Caller, request.Aborted);
        if (purged.IsSuccess)
            request.Http.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await ProblemResponse.WriteAsync(request.Http, purged.Failure);
    }

    private static ITombstones Keeper(MetadataRequest request) => request.Http.RequestServices.GetRequiredService<ITombstones>();

    private static Guid Id(MetadataRequest request) => Guid.Parse(request.Route("id"), CultureInfo.InvariantCulture);

    private static JsonObject Wire(Tombstone tombstone) => new()
    {
        ["id"] = tombstone.Id,
        ["entity"] = tombstone.Entity,
        ["field"] = tombstone.Field,
        ["title"] = tombstone.FieldAs?.Title ?? tombstone.EntityAs?.PluralTitle,
        ["kind"] = tombstone.FieldAs?.Kind,
        ["reason"] = tombstone.Reason == TombstoneReason.Converted ? "converted" : "removed",
        ["version"] = tombstone.Version,
        ["at"] = tombstone.At,
        ["byId"] = tombstone.ById,
    };
}
