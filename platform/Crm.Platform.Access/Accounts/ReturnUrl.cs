namespace Crm.Platform.Access.Accounts;

/// <summary>Where to go after signing in.</summary>
public static class ReturnUrl
{
    /// <summary>The address itself when it stays on this site, otherwise <c>/</c>.</summary>
    public static string Local(string? returnUrl) => returnUrl is not null && IsLocal(returnUrl) ? returnUrl : "/";

    /// <summary>Rooted, with no way for a browser to read a host into it: <c>//host</c>, <c>/\host</c>, control characters it would drop.</summary>
    private static bool IsLocal(string url) =>
        url.StartsWith('/') && !(url.Length > 1 && (url[1] is '/' or '\\')) && !url.Any(char.IsControl) && url.Length <= 2048;
}
