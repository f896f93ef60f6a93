using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Access.Callers;

/// <summary>What roles and scopes allow in general; what they allow with records is the record engine's question. Anything unknown allows nothing.</summary>
internal static class CallerRightsOf
{
    /// <summary>A role that exists lets records be read and written as far as its entities go.</summary>
    public static CallerRights Roles(RoleSet roles, MetadataSnapshot snapshot)
    {
        var rights = CallerRights.None;
        foreach (var name in roles.Names)
            if (snapshot.Role(name) is { } role)
                rights |= CallerRights.Read | CallerRights.Write | Of(role);
        return rights;
    }

    /// <param name="scopes">Separated by blanks.</param>
    public static CallerRights Scopes(string scopes) =>
        scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Aggregate(CallerRights.None, (rights, scope) => rights | OfScope(scope));

    private static CallerRights Of(RoleDefinition role) =>
        (role.Rights.Contains(RoleRights.Customize) ? CallerRights.Customize : CallerRights.None) | (role.Rights.Contains(RoleRights.Admin) ? CallerRights.Admin : CallerRights.None);

    private static CallerRights OfScope(string scope) => scope switch
    {
        AccessPolicies.Read => CallerRights.Read,
        AccessPolicies.Write => CallerRights.Write,
        AccessPolicies.Customize => CallerRights.Customize,
        AccessPolicies.Admin => CallerRights.Admin,
        _ => CallerRights.None,
    };
}
