using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Crm.Platform.Abstractions;
using Crm.Platform.Access.Problems;
using Crm.Platform.Api.Http;
using Crm.Platform.Api.Wire;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Records.Importing;
using Microsoft.AspNetCore.Http;

namespace Crm.Platform.Api.Imports;

/// <summary>A call of the import API whose sender is known.</summary>
internal readonly record struct ImportCall(HttpContext Http, IImports Imports, MetadataSnapshot Seen, ImportOptions Limits, Caller Caller)
{
    public CancellationToken Aborted => Http.RequestAborted;

    public Guid Id => Guid.Parse((string)Http.Request.RouteValues["id"]!);

    public Task RefuseAsync(Failure failure) => ProblemResponse.WriteAsync(Http, failure);

    public Task RefuseAsync(int status, string code, string message, string path = "") =>
        ProblemResponse.WriteAsync(Http, status, Invalid.Of(new Problem(path, code, message)));

    public Task AnswerAsync<T>(T value, JsonTypeInfo<T> type)
    {
        var output = JsonOutput.Rent();
        JsonSerializer.Serialize(output.Json, value, type);
        return output.SendAsync(Http.Response, WireTypes.Json, Aborted);
    }
}
