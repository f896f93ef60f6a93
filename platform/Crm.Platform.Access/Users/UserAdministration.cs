using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Access.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Platform.Access.Users;

/// <inheritdoc/>
/// <remarks>Opens a scope for each change: a Blazor circuit lives for hours and must not keep Identity's context that long.</remarks>
internal sealed class UserAdministration(IDbContextFactory<AccessContext> contexts, IServiceScopeFactory scopes) : IUserAdministration
{
    private static readonly Forbidden MayNotAdminister = new("access.admin", "Only administrators manage people.");
    private static readonly Conflict LastAdministrator = new("access.user.last_admin", "This is the last administrator who can sign in. Make somebody else an administrator first.");

    public async Task<Result<ImmutableArray<UserAccount>>> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.May(CallerRights.Admin))
            return MayNotAdminister;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return (await Accounts(context).OrderBy(a => a.Name).ThenBy(a => a.Email).ToListAsync(cancellationToken)).Select(Shown).ToImmutableArray();
    }

    public async Task<Result<UserAccount>> FindAsync(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.May(CallerRights.Admin))
            return MayNotAdminister;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Accounts(context).FirstOrDefaultAsync(a => a.Id == id, cancellationToken) is { } account ? Shown(account) : UserFailures.Unknown;
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
        if (change.Role is { } role && role != found.Value.Role)
            steps.Add(directory => directory.SetRoleAsync(id, role, cancellationToken));
        if (change.Enabled is { } enabled && enabled != found.Value.Enabled)
            steps.Add(directory => directory.SetEnabledAsync(id, enabled, cancellationToken));
        foreach (var step in steps)
            if (await DirectoryAsync(step) is { IsSuccess: false } refused)
                return refused.Failure;
        return await FindAsync(id, caller, cancellationToken);
    }

    private static bool TakesAdministration(UserAccount account, UserChange change) =>
        account is { Role: AccessRoles.Admin, Enabled: true } && (change.Enabled is false || change.Role is not (null or AccessRoles.Admin));

    private async Task<bool> IsLastAdministratorAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return !await Accounts(context).AnyAsync(a => a.Id != id && a.Enabled && a.Role == AccessRoles.Admin, cancellationToken);
    }

    private async Task<Result<Guid>> DirectoryAsync(Func<IUserDirectory, Task<Result<Guid>>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<IUserDirectory>());
    }

    private static IQueryable<AccountRow> Accounts(AccessContext context) =>
        from user in context.Users.AsNoTracking()
        select new AccountRow
        {
            Id = user.Id,
            Name = user.Name,
            Email = user.Email,
            Enabled = user.Enabled,
            Role = (from held in context.UserRoles join role in context.Roles on held.RoleId equals role.Id where held.UserId == user.Id select role.Name).FirstOrDefault(),
        };

    private static UserAccount Shown(AccountRow row) => new(row.Id, row.Name, row.Email ?? "", row.Role ?? "", row.Enabled);

    private sealed class AccountRow
    {
        public Guid Id { get; init; }
        public required string Name { get; init; }
        public required string? Email { get; init; }
        public required string? Role { get; init; }
        public bool Enabled { get; init; }
    }
}
