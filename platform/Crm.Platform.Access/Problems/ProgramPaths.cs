using Microsoft.AspNetCore.Http;

namespace Crm.Platform.Access.Problems;

/// <summary>Addresses that programs call: they get status codes and problem details, never a redirect to a page.</summary>
internal static class ProgramPaths
{
    private static readonly PathString[] Roots = ["/api", "/plugin-api", "/connect", "/_blazor"];

    public static bool Contains(PathString path) => Roots.Any(root => path.StartsWithSegments(root, StringComparison.OrdinalIgnoreCase));
}
