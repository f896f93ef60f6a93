using Crm.Platform.Abstractions;

namespace Crm.Platform.Access.Callers;

/// <summary>What each role and each scope allows. Anything unknown allows nothing.</summary>
internal static class RoleRights
{
    public static CallerRights OfRole(string role) => role switch
    {
        AccessRoles.Admin => CallerRights.Read | CallerRights.Write | CallerRights.Customize | CallerRights.Admin,
        AccessRoles.User => CallerRights.Read | CallerRights.Write,
        _ => CallerRights.None,
    };

    public static CallerRights OfScope(string scope) => scope switch
    {
        "crm.read" => CallerRights.Read,
        "crm.write" => CallerRights.Write,
        "crm.customize" => CallerRights.Customize,
        "crm.admin" => CallerRights.Admin,
        _ => CallerRights.None,
    };

    public static CallerRights OfRoles(IEnumerable<string> roles) => roles.Aggregate(CallerRights.None, (rights, role) => rights | OfRole(role));

    /// <param name="scopes">Separated by blanks.</param>
    public static CallerRights OfScopes(string scopes) =>
        scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Aggregate(CallerRights.None, (rights, scope) => rights | OfScope(scope));
}
