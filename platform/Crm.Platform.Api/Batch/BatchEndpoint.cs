using System.Text.Json;
using Crm.Platform.Access.Problems;
using Crm.Platform.Api.Data;
using Crm.Platform.Api.Http;
using Crm.Platform.Api.Wire;
using Crm.Platform.Records.Writing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.Platform.Api.Batch;

/// <summary><c>POST /api/data/$batch</c>: several requests in one, as JSON.</summary>
internal sealed class BatchEndpoint(DataEndpoint data, ILogger<BatchRun> logger)
{
    private const int MaxBytes = 10 * 1024 * 1024;

    public async Task InvokeAsync(HttpContext context)
    {
        context.Response.Headers["OData-Version"] = "4.0";
        using var body = await JsonBody.ReadAsync(context, allowDuplicates: false, MaxBytes);
        if (body is null)
            return;
        var items = BatchReader.Read(body.RootElement);
        if (!items.IsSuccess)
        {
            await ProblemResponse.WriteAsync(context, StatusCodes.Status400BadRequest, items.Failure);
            return;
        }

        var run = new BatchRun(context, data, context.RequestServices.GetRequiredService<IRecordTransactions>(), Preferences.Of(context.Request).ContinueOnError, logger);
        var answers = await run.RunAsync(items.Value);
        var output = JsonOutput.Rent();
        Write(output.Json, answers);
        await output.SendAsync(context.Response, WireTypes.Json, context.RequestAborted);
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<BatchAnswer> answers)
    {
        json.WriteStartObject();
        json.WriteStartArray("responses");
        foreach (var answer in answers)
        {
            json.WriteStartObject();
            json.WriteString("id", answer.Item.Id);
            if (answer.Item.Group is { } group)
                json.WriteString("atomicityGroup", group);
            json.WriteNumber("status", answer.Status);
            json.WriteStartObject("headers");
            foreach (var (name, value) in answer.Headers)
                json.WriteString(name, value);
            json.WriteEndObject();
            WriteBody(json, answer);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteBody(Utf8JsonWriter json, BatchAnswer answer)
    {
        if (answer.Body.IsEmpty)
            return;
        json.WritePropertyName("body");
        if (answer.Headers.FirstOrDefault(h => h.Name == "Content-Type").Value?.Contains("json", StringComparison.Ordinal) == true)
            json.WriteRawValue(answer.Body.Span, skipInputValidation: true);
        else
            json.WriteStringValue(answer.Body.Span);
    }
}
