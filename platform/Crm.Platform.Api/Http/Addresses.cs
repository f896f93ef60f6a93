using Microsoft.AspNetCore.Http;

namespace Crm.Platform.Api.Http;

/// <summary>Absolute addresses of this API, as the client reached it.</summary>
internal static class Addresses
{
    public const string Data = "/api/data";

    /// <summary><c>https://host/base/api/data/</c>.</summary>
    public static string DataRoot(HttpRequest request) => string.Concat(Host(request), request.PathBase.ToUriComponent(), Data, "/");

    public static string Record(HttpRequest request, string set, Guid id) => $"{DataRoot(request)}{set}({id})";

    public static string Import(HttpRequest request, Guid id) => $"{Host(request)}{request.PathBase.ToUriComponent()}/api/imports/{id}";

    public static string File(HttpRequest request, Guid id) => $"{Host(request)}{request.PathBase.ToUriComponent()}/api/files/{id}";

    /// <summary><c>https://host/base</c>.</summary>
    public static string Root(HttpRequest request) => Host(request) + request.PathBase.ToUriComponent();

    private static string Host(HttpRequest request) => string.Concat(request.Scheme, "://", request.Host.ToUriComponent());
}
