using System.Text.Json;
using Crm.Platform.Abstractions;
using Crm.Platform.Access.Problems;
using Crm.Platform.Api.Http;
using Crm.Platform.Api.Wire;
using Crm.Platform.Webhooks.Administration;
using Microsoft.AspNetCore.Http;

namespace Crm.Platform.Api.Webhooks;

/// <summary>A call of the webhook API whose sender is known.</summary>
internal readonly record struct WebhookCall(HttpContext Http, IWebhooks Webhooks, Caller Caller)
{
    public CancellationToken Aborted => Http.RequestAborted;

    public Guid Id => Guid.Parse((string)Http.Request.RouteValues["id"]!);

    public long Delivery => long.Parse((string)Http.Request.RouteValues["delivery"]!, System.Globalization.CultureInfo.InvariantCulture);

    public Task AnswerAsync<T>(Result<T> outcome, Action<Utf8JsonWriter, T> write, int status = StatusCodes.Status200OK)
    {
        if (!outcome.IsSuccess)
            return ProblemResponse.WriteAsync(Http, outcome.Failure);
        Http.Response.StatusCode = status;
        var output = JsonOutput.Rent();
        write(output.Json, outcome.Value);
        return output.SendAsync(Http.Response, WireTypes.Json, Aborted);
    }

    /// <summary>What <paramref name="read"/> makes of the body, or <see langword="null"/> when the request was refused and is answered.</summary>
    public async Task<T?> ReadAsync<T>(Func<JsonElement, Result<T>> read)
        where T : class
    {
        using var body = await JsonBody.ReadAsync(Http, allowDuplicates: false);
        if (body is null)
            return null;
        var outcome = read(body.RootElement);
        if (outcome.IsSuccess)
            return outcome.Value;
        await ProblemResponse.WriteAsync(Http, outcome.Failure);
        return null;
    }
}
