using Crm.Platform.Abstractions;
using Crm.Platform.Api.Http;
using Crm.Platform.Api.OData;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Tracking;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Api.Data;

/// <summary>A list that may be followed: begun before its first page is read, noted page by page.</summary>
internal readonly record struct TrackedList(DataRequest Request, ChangeToken? Token)
{
    /// <summary>The preference is left alone where the client wants only part of the list: there would be no telling what comes into that part.</summary>
    /// <param name="token">Of the link that was followed, or <see langword="null"/>.</param>
    public static async Task<Result<TrackedList>> BeginAsync(DataRequest request, ListPlan plan, string? token, Preferences preferences)
    {
        if (token is not null)
        {
            var read = DeltaToken.Read(token);
            return read.IsSuccess ? new TrackedList(request, read.Value) : read.Failure;
        }

        if (!preferences.TrackChanges || plan.Top is not null || plan.Skip > 0 || plan.Query.After is not null || plan.Query.Trashed || !plan.MayBeFollowed)
            return new TrackedList(request, null);
        var begun = await Tracking(request).BeginAsync(plan.Query, request.Caller, request.Aborted);
        return begun.IsSuccess ? new TrackedList(request, begun.Value) : begun.Failure;
    }

    /// <returns>The token for the page's link, or <see langword="null"/> where the list cannot be followed.</returns>
    public async ValueTask<string?> NoteAsync(RecordPage page) =>
        Token is not null && await Tracking(Request).NoteAsync(Token, page, Request.Caller, Request.Aborted) ? DeltaToken.Write(Token) : null;

    private static IChangeTracking Tracking(DataRequest request) => request.Http.RequestServices.GetRequiredService<IChangeTracking>();
}
