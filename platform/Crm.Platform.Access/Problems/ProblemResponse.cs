using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using Crm.Platform.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Platform.Access.Problems;

/// <summary>The one place where a failure becomes HTTP: <c>application/problem+json</c> that OData clients understand too.</summary>
public static class ProblemResponse
{
    public const string ContentType = "application/problem+json";

    // Never read as HTML (own content type, nosniff), so quotes and other scripts stay as people wrote them.
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Answers with the status the failure stands for.</summary>
    public static Task WriteAsync(HttpContext context, Failure failure) => WriteAsync(context, ProblemStatus.Of(failure), failure);

    /// <summary>Answers with another status than the failure's own: 400 for an <see cref="Invalid"/> query, 413, 415, 500 …</summary>
    public static async Task WriteAsync(HttpContext context, int status, Failure failure)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(failure);
        var response = context.Response;
        if (response.HasStarted)
        {
            // Half an answer is on the wire: only a broken connection tells the client that it is not the whole.
            context.Abort();
            return;
        }

        response.StatusCode = status;
        response.ContentType = ContentType;
        response.ContentLength = null;
        response.Headers.CacheControl = "no-store";
        await using (var json = new Utf8JsonWriter(response.BodyWriter, Options))
            Write(json, status, failure, Activity.Current?.Id ?? context.TraceIdentifier);
        await response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static void Write(Utf8JsonWriter json, int status, Failure failure, string traceId)
    {
        json.WriteStartObject();
        json.WriteString("type", "urn:crm:problem:" + failure.Code);
        json.WriteString("title", ReasonPhrases.GetReasonPhrase(status));
        json.WriteNumber("status", status);
        json.WriteString("detail", failure.Message);
        json.WriteString("traceId", traceId);
        json.WriteString("code", failure.Code);
        Write(json, ProblemStatus.ProblemsOf(failure));
        json.WriteStartObject("error");
        json.WriteString("code", failure.Code);
        json.WriteString("message", failure.Message);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>What is wrong with one of several things, as the member <c>errors</c>; a failure of the whole has an empty path.</summary>
    public static void WriteErrors(Utf8JsonWriter json, Failure failure)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(failure);
        var problems = ProblemStatus.ProblemsOf(failure);
        Write(json, problems.IsEmpty ? [new Problem("", failure.Code, failure.Message)] : problems);
    }

    private static void Write(Utf8JsonWriter json, ImmutableArray<Problem> problems)
    {
        json.WriteStartArray("errors");
        foreach (var problem in problems)
            Write(json, problem);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Problem problem)
    {
        json.WriteStartObject();
        json.WriteString("path", problem.Path);
        json.WriteString("code", problem.Code);
        json.WriteString("message", problem.Message);
        if (problem.Hint is not null)
            json.WriteString("hint", problem.Hint);
        json.WriteEndObject();
    }
}
