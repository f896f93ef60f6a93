using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;
using Crm.Platform.Access.Problems;
using Crm.Platform.Metadata.Publishing;

namespace Crm.Platform.Api.Metadata;

/// <summary>Changes the draft of the customisation layer, one definition at a time.</summary>
internal static class DraftCommands
{
    public static async Task GetAsync(MetadataRequest request) =>
        await request.AnswerAsync(await request.Publisher.DraftAsync(request.Caller, request.Aborted), MetadataJson.Default.DraftState);

    public static async Task DiscardAsync(MetadataRequest request) =>
        await request.AnswerAsync(await request.Publisher.DiscardAsync(request.Caller, request.Aborted), MetadataJson.Default.DraftState);

    public static async Task PutAsync(MetadataRequest request)
    {
        if (await KindOfAddress.ReadAsync(request) is not { } kind || await request.ReadObjectAsync() is not { } definition)
            return;
        var name = request.Route("name");
        if (await IsOtherNameAsync(request, name, definition))
            return;
        definition["name"] = name;
        await request.AnswerAsync(await request.Publisher.PutAsync(new StoredDefinition(kind, name, definition), request.Caller, request.Aborted), MetadataJson.Default.DraftState);
    }

    public static async Task PatchAsync(MetadataRequest request)
    {
        if (await KindOfAddress.ReadAsync(request) is not { } kind || await request.ReadObjectAsync() is not { } patch)
            return;
        var name = request.Route("name");
        if (!await IsOtherNameAsync(request, name, patch))
            await request.AnswerAsync(await request.Publisher.PatchAsync(kind, name, patch, request.Caller, request.Aborted), MetadataJson.Default.DraftState);
    }

    public static async Task DeleteAsync(MetadataRequest request)
    {
        if (await KindOfAddress.ReadAsync(request) is { } kind)
            await request.AnswerAsync(await request.Publisher.DeleteAsync(kind, request.Route("name"), request.Caller, request.Aborted), MetadataJson.Default.DraftState);
    }

    /// <summary>Refuses a body that carries another name than the address: one of them is a mistake, and which cannot be known.</summary>
    private static async Task<bool> IsOtherNameAsync(MetadataRequest request, string name, JsonObject definition)
    {
        if (!definition.TryGetPropertyValue("name", out var given) || (given is JsonValue value && value.TryGetValue<string>(out var text) && text == name))
            return false;
        await ProblemResponse.WriteAsync(request.Http, Invalid.Of(new Problem("name", "metadata.name_differs", $"The address says '{name}'; 'name' must say the same or be left out.")));
        return true;
    }
}
