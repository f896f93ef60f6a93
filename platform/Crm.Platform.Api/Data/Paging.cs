using System.Text;
using Crm.Platform.Api.Http;
using Crm.Platform.Api.OData;
using Crm.Platform.Records.Reading;
using Microsoft.AspNetCore.Http;

namespace Crm.Platform.Api.Data;

/// <summary>How much of a list one answer carries.</summary>
/// <remarks>
/// As OData has it: <c>$top</c> is what the client wants in all, the page is what the server gives at once. Without <c>$top</c> a page is
/// 50; with it the whole, up to 1,000. <c>Prefer: odata.maxpagesize</c> asks for other pages. Only a page that ends before the whole has a next link.
/// </remarks>
/// <param name="Size">Records to read; at least 1, because a reader is asked even for <c>$top=0</c>, so that rights and filter are checked.</param>
internal readonly record struct Paging(int Size, bool IsEmpty)
{
    private const int DefaultSize = 50;

    public static Paging Of(ListPlan plan, Preferences preferences)
    {
        // Groups are small, and who asks for sums wants all of them.
        var page = plan.Top is null && plan.Groups is null ? DefaultSize : RecordQuery.MaxTop;
        var largest = Math.Min(preferences.MaxPageSize ?? page, RecordQuery.MaxTop);
        return plan.Top == 0 ? new Paging(1, true) : new Paging(Math.Min(largest, plan.Top ?? int.MaxValue), false);
    }

    /// <summary>Where to go on, or <see langword="null"/> when the client has all it asked for.</summary>
    /// <param name="tracking">Token of a list whose changes are followed, or <see langword="null"/>.</param>
    public string? NextLink(HttpRequest request, ListPlan plan, RecordCursor? next, string? tracking = null) =>
        next is null ? null : NextLink(request, plan, SkipToken.Write(next, plan.Skip + Size), tracking);

    /// <param name="token">Where the query goes on.</param>
    public string? NextLink(HttpRequest request, ListPlan plan, string token, string? tracking = null)
    {
        if (IsEmpty || plan.Top <= Size)
            return null;
        var link = Begin(request, plan);
        if (plan.Top is { } top)
            link.Append("$top=").Append(top - Size).Append('&');
        if (tracking is not null)
            link.Append(DeltaToken.Name).Append('=').Append(tracking).Append('&');
        return link.Append("$skiptoken=").Append(token).ToString();
    }

    /// <summary>Where to ask what changed in the list.</summary>
    public static string DeltaLink(HttpRequest request, ListPlan plan, string tracking) => Begin(request, plan).Append(DeltaToken.Name).Append('=').Append(tracking).ToString();

    private static StringBuilder Begin(HttpRequest request, ListPlan plan)
    {
        var link = new StringBuilder(Addresses.DataRoot(request)).Append(plan.Path).Append('?');
        foreach (var option in plan.Options)
            if (option.Name is not ("$top" or "$skip" or "$skiptoken"))
                link.Append(option.Name).Append('=').Append(Uri.EscapeDataString(option.Value)).Append('&');
        return link;
    }
}
