using Crm.Platform.Abstractions;
using Crm.Platform.Access.Problems;
using Microsoft.AspNetCore.Http;

namespace Crm.Platform.Api.Batch;

/// <summary>The answer to one request of a batch.</summary>
/// <param name="Body">As the request alone would have been answered.</param>
internal sealed record BatchAnswer(BatchItem Item, int Status, IReadOnlyList<(string Name, string Value)> Headers, ReadOnlyMemory<byte> Body)
{
    public bool IsSuccess => Status < StatusCodes.Status400BadRequest;

    /// <summary>Where the record is that it made or changed, for later requests that refer to it.</summary>
    public string? Location => Headers.FirstOrDefault(h => h.Name is "Location" or "OData-EntityId").Value;

    /// <summary>An answer with a failure in place of what the request would have done.</summary>
    public static async Task<BatchAnswer> OfAsync(BatchItem item, HttpContext batch, int status, Failure failure)
    {
        var call = new BatchCall(item, batch);
        await ProblemResponse.WriteAsync(call.Http, status, failure);
        return await call.AnswerAsync();
    }

    public static Task<BatchAnswer> NotDoneAsync(BatchItem item, HttpContext batch, string why) =>
        OfAsync(item, batch, StatusCodes.Status424FailedDependency, Invalid.Of(new Problem("", "batch.not_done", why)));
}
