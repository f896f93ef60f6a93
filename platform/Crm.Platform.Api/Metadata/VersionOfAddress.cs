using System.Globalization;
using Crm.Platform.Abstractions;
using Crm.Platform.Access.Problems;
using Microsoft.AspNetCore.Http;

namespace Crm.Platform.Api.Metadata;

/// <summary>The version an address asks for: <c>?version=3</c>.</summary>
internal static class VersionOfAddress
{
    /// <summary>Whether the request goes on, and the version, <see langword="null"/> for the one in force. Otherwise it is answered.</summary>
    public static async Task<(bool IsFine, int? Version)> ReadAsync(MetadataRequest request)
    {
        if (!request.Http.Request.Query.TryGetValue("version", out var text))
            return (true, null);
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return (true, number);
        await ProblemResponse.WriteAsync(request.Http, StatusCodes.Status400BadRequest, Invalid.Of(new Problem("version", "metadata.version", "'version' is the number of a published version.")));
        return (false, null);
    }
}
