using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Access.Storage;
using Crm.Platform.Records.Rights;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Access.Users;

/// <inheritdoc/>
/// <remarks>Opens a scope for each change: a Blazor circuit lives for hours and must not keep Identity's context that long.</remarks>
internal sealed class UserAdministration(IDbContextFactory<AccessContext> contexts, IServiceScopeFactory scopes, ITeamMembers teams) : IUserAdministration
{
    private static readonly Forbidden MayNotAdminister = new("access.admin", "Only administrators manage people.");
    private static readonly Conflict LastAdministrator = new("access.user.last_admin", "This is the last administrator who can sign in. Make somebody else an administrator first.");

    public async Task<Result<ImmutableArray<UserAccount>>> ListAsync(Caller caller, CancellationToken cancellationToken) =>
        caller.May(CallerRights.Admin) ? await ReadAsync(null, cancellationToken) : MayNotAdminister;

    public async Task<Result<UserAccount>> FindAsync(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.May(CallerRights.Admin))
            return MayNotAdminister;
        return (await ReadAsync(id, cancellationToken)) is [var account] ? account : UserFailures.Unknown;
    }

    public async Task<Result<UserAccount>> CreateAsync(NewUser user, Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.May(CallerRights.Admin))
            return MayNotAdminister;
        var created = await DirectoryAsync(directory => directory.CreateAsync(user, cancellationToken));
        return created.IsSuccess ? await FindAsync(created.Value, caller, cancellationToken) : created.Failure;
    }

    public async Task<Result<UserAccount>> ChangeAsync(Guid id, UserChange change, Caller caller, CancellationToken cancellationToken)
    {
        var found = await FindAsync(id, caller, cancellationToken);
        if (!found.IsSuccess)
            return found.Failure;
        if (TakesAdministration(found.Value, change) && await IsLastAdministratorAsync(id, cancellationToken))
            return LastAdministrator;

        var steps = new List<Func<IUserDirectory, Task<Result<Guid>>>>();
        if (change.Name is { } name && name != found.Value.Name)
            steps.Add(directory => directory.RenameAsync(id, name, cancellationToken));
        if (change.Roles is { } roles && !roles.Order(StringComparer.Ordinal).SequenceEqual(found.Value.Roles))
            steps.Add(directory => directory.SetRolesAsync(id, roles, cancellationToken));
        if (change.Enabled is { } enabled && enabled != found.Value.Enabled)
            steps.Add(directory => directory.SetEnabledAsync(id, enabled, cancellationToken));
        if (change.Teams is { } given && !given.Order().SequenceEqual(found.Value.Teams))
            steps.Add(_ => teams.SetTeamsAsync(id, given, caller, cancellationToken));
        foreach (var step in steps)
            if (await DirectoryAsync(step) is { IsSuccess: false } refused)
                return refused.Failure;
        return await FindAsync(id, caller, cancellationToken);
    }

    private static bool TakesAdministration(UserAccount account, UserChange change) =>
        account.Enabled && account.Roles.Contains(AccessRoles.Admin) && (change.Enabled is false || change.Roles?.Contains(AccessRoles.Admin) is false);

    private async Task<bool> IsLastAdministratorAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var others = from held in context.UserRoles join role in context.Roles on held.RoleId equals role.Id where role.Name == AccessRoles.Admin && held.UserId != id select held.UserId;
        return !await context.Users.AnyAsync(u => u.Enabled && others.Contains(u.Id), cancellationToken);
    }

    private async Task<Result<Guid>> DirectoryAsync(Func<IUserDirectory, Task<Result<Guid>>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<IUserDirectory>());
    }

    /// <summary>Everybody, or one, by name.</summary>
    private async Task<ImmutableArray<UserAccount>> ReadAsync(Guid? only, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var users = await context.Users.AsNoTracking().Where(u => only == null || u.Id == only).OrderBy(u => u.Name).ThenBy(u => u.Email).ToListAsync(cancellationToken);
        var held = await (from row in context.UserRoles join role in context.Roles on row.RoleId equals role.Id where only == null || row.UserId == only select new { row.UserId, role.Name }).ToListAsync(cancellationToken);
        var (roles, members) = (held.ToLookup(h => h.UserId, h => h.Name ?? ""), (await teams.ListAsync(cancellationToken)).ToLookup(m => m.User, m => m.Team));
        return [.. users.Select(u => new UserAccount(u.Id, u.Name, u.Email ?? "", [.. roles[u.Id].Order(StringComparer.Ordinal)], [.. members[u.Id].Order()], u.Enabled))];
    }
}
