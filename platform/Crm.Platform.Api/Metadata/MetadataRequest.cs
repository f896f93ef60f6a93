using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Crm.Platform.Abstractions;
using Crm.Platform.Access.Problems;
using Crm.Platform.Api.Http;
using Crm.Platform.Api.Wire;
using Crm.Platform.Metadata.Publishing;
using Microsoft.AspNetCore.Http;

namespace Crm.Platform.Api.Metadata;

/// <summary>A call of the metadata API whose sender is known.</summary>
internal readonly record struct MetadataRequest(HttpContext Http, IPublisher Publisher, Caller Caller)
{
    public CancellationToken Aborted => Http.RequestAborted;

    public string Route(string name) => (string)Http.Request.RouteValues[name]!;

    /// <summary>The body as an object, or <see langword="null"/> when the request is refused and answered.</summary>
    public async Task<JsonObject?> ReadObjectAsync(int maxBytes = JsonBody.MaxBytes)
    {
        using var body = await JsonBody.ReadAsync(Http, allowDuplicates: false, maxBytes);
        if (body is null)
            return null;
        if (body.RootElement.ValueKind == JsonValueKind.Object)
            return JsonObject.Create(body.RootElement.Clone());
        await ProblemResponse.WriteAsync(Http, StatusCodes.Status400BadRequest, Invalid.Of(new Problem("", "request.not_an_object", "The body must be one JSON object.")));
        return null;
    }

    public Task AnswerAsync<T>(Result<T> outcome, JsonTypeInfo<T> type)
    {
        if (!outcome.IsSuccess)
            return ProblemResponse.WriteAsync(Http, outcome.Failure);
        var output = JsonOutput.Rent();
        JsonSerializer.Serialize(output.Json, outcome.Value, type);
        return output.SendAsync(Http.Response, WireTypes.Json, Aborted);
    }

    public Task AnswerAsync(JsonNode json, string contentType = WireTypes.Json)
    {
        var output = JsonOutput.Rent();
        json.WriteTo(output.Json);
        return output.SendAsync(Http.Response, contentType, Aborted);
    }
}
