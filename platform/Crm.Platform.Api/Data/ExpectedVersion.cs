using Crm.Platform.Abstractions;
using Crm.Platform.Api.Batch;
using Crm.Platform.Api.Http;
using Crm.Platform.Records.Reading;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Api.Data;

/// <summary>What <c>If-Match</c> asks of the stored version.</summary>
internal static class ExpectedVersion
{
    /// <summary><see langword="null"/> when any version will do.</summary>
    public static ValueTask<Result<long?>> OfAsync(DataRequest request, Guid id)
    {
        var condition = EntityTags.Read(request.Http.Request.Headers.IfMatch);
        if (!condition.IsGiven || condition.IsAny)
            return ValueTask.FromResult<Result<long?>>((long?)null);
        if (condition.Versions is [var only])
            return ValueTask.FromResult<Result<long?>>(only);
        // Which of several is stored is read apart from the writing, so within a group it would be what was before.
        return BatchCall.WriterOf(request.Http) is null
            ? FirstOfAsync(request, id, condition)
            : ValueTask.FromResult<Result<long?>>(Invalid.Of(new Problem("If-Match", "batch.group", "Requests of an atomicity group name one version.")));
    }

    /// <summary>Of several tags the one that is stored now; the writer checks it again inside its transaction.</summary>
    private static async ValueTask<Result<long?>> FirstOfAsync(DataRequest request, Guid id, TagCondition condition)
    {
        var found = await request.Http.RequestServices.GetRequiredService<IRecordReader>().FindAsync(request.Entity.Name, id, request.Caller, request.Aborted);
        if (!found.IsSuccess)
            return found.Failure;
        return condition.Matches(found.Value.Version) ? found.Value.Version : condition.Versions[0];
    }
}
