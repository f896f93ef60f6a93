namespace Crm.Platform.Access.Tokens;

/// <summary>The scopes a client asks for, held against those there are and those it may have.</summary>
internal static class ScopeRequest
{
    /// <summary>The granted scopes separated by blanks; everything the client may have when it names none.</summary>
    public static Checked<string> Grant(string? asked, IReadOnlySet<string> permissions)
    {
        var allowed = AccessScopes.All.Where(s => permissions.Contains(ClientGrants.ScopePrefix + s)).ToList();
        if (asked is null)
            return string.Join(' ', allowed);
        var wanted = asked.Split(' ');
        if (wanted.Any(s => !AccessScopes.All.Contains(s)))
            return TokenError.InvalidScope($"Scopes are separated by one blank; for this grant there are: {string.Join(' ', AccessScopes.All)}.");
        return wanted.All(allowed.Contains)
            ? string.Join(' ', wanted.Distinct())
            : TokenError.InvalidScope("This client may not ask for one of these scopes.");
    }
}
