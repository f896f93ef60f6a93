using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Access.Callers;
using Crm.Platform.Access.Setup;
using Crm.Platform.Access.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Crm.Platform.Access.Users;

internal sealed partial class UserDirectory(UserManager<CrmUser> users, RoleManager<CrmRole> roles, AccessContext context, UserRecords records, Standings standings, UserDrafts drafts, ILogger<UserDirectory> logger) : IUserDirectory
{
    public Task<Result<Guid>> CreateAsync(NewUser user, CancellationToken cancellationToken) => CreateAsync(user, null, cancellationToken);

    /// <summary>Creates the first administrator, once over the life of the installation however many ask at a time.</summary>
    public Task<Result<Guid>> CreateFirstAsync(NewUser user, CancellationToken cancellationToken) =>
        CreateAsync(user, account => new SetupClaim { UserId = account.Id, CreatedAt = account.CreatedAt }, cancellationToken);

    public Task<Result<Guid>> SetEnabledAsync(Guid id, bool enabled, CancellationToken cancellationToken) =>
        ChangeAsync(id, endSessions: !enabled, user => user.Enabled = enabled, null, cancellationToken);

    public Task<Result<Guid>> RenameAsync(Guid id, string name, CancellationToken cancellationToken) =>
        UserDrafts.NameProblem(name) is { } problem
            ? Task.FromResult<Result<Guid>>(Invalid.Of(problem))
            : ChangeAsync(id, endSessions: false, user => user.Name = name.Trim(), null, cancellationToken);

    public Task<Result<Guid>> SetRolesAsync(Guid id, ImmutableArray<string> names, CancellationToken cancellationToken) =>
        drafts.RoleProblem(names) is { } problem
            ? Task.FromResult<Result<Guid>>(Invalid.Of(problem))
            : ChangeAsync(id, endSessions: true, _ => { }, names, cancellationToken);

    private async Task<Result<Guid>> CreateAsync(NewUser user, Func<CrmUser, SetupClaim>? claim, CancellationToken cancellationToken)
    {
        var draft = await drafts.CreateAsync(user);
        if (!draft.IsSuccess)
            return draft.Failure;
        var account = draft.Value;
        if (claim is not null)
            account.Id = FirstAdministrator.Id;
        try
        {
            var stored = await StoreAsync(account, user.Roles, claim?.Invoke(account), cancellationToken);
            return stored.Succeeded ? await RecordAsync(account, user.Teams, claim is not null, cancellationToken) : UserFailures.Of(stored);
        }
        catch (DbUpdateException) when (claim is not null && context.SetupClaims.AsNoTracking().Any())
        {
            return UserFailures.AlreadySetUp;
        }
    }

    private async Task<IdentityResult> StoreAsync(CrmUser account, ImmutableArray<string> names, SetupClaim? claim, CancellationToken cancellationToken)
    {
        await using var transaction = await context.BeginWriteAsync(cancellationToken);
        if (claim is not null)
        {
            context.SetupClaims.Add(claim);
            await context.SaveChangesAsync(cancellationToken);
        }
        var stored = await users.CreateAsync(account);
        if (stored.Succeeded)
            stored = await AddToRolesAsync(account, names);
        if (stored.Succeeded)
            await transaction.CommitAsync(cancellationToken);
        return stored;
    }

    /// <summary>The record lies behind another door and cannot share the transaction: without it the account is taken back.</summary>
    private async Task<Result<Guid>> RecordAsync(CrmUser account, ImmutableArray<Guid> teams, bool isFirst, CancellationToken cancellationToken)
    {
        try
        {
            var recorded = isFirst ? await records.ClaimAsync(account, cancellationToken) : await records.CreateAsync(account, teams, cancellationToken);
            if (recorded.IsSuccess)
                return account.Id;
            await TakeBackAsync(account);
            return recorded.Failure;
        }
        catch
        {
            await TakeBackAsync(account);
            throw;
        }
    }

    private async Task TakeBackAsync(CrmUser account)
    {
        // Not cancellable: stopping half-way would leave an account without a record.
        await using var transaction = await context.BeginWriteAsync(CancellationToken.None);
        context.SetupClaims.RemoveRange(context.SetupClaims.Where(c => c.UserId == account.Id));
        var removed = await users.DeleteAsync(account);
        if (removed.Succeeded)
            await transaction.CommitAsync(CancellationToken.None);
        else
            LogLeftBehind(account.Id);
    }

    private async Task<Result<Guid>> ChangeAsync(Guid id, bool endSessions, Action<CrmUser> change, ImmutableArray<string>? names, CancellationToken cancellationToken)
    {
        if (await users.FindByIdAsync(id.ToString()) is not { } account)
            return UserFailures.Unknown;
        change(account);
        var changed = await StoreChangeAsync(account, endSessions, names, cancellationToken);
        standings.Forget(id);
        if (!changed.Succeeded)
            return UserFailures.Of(changed);
        var recorded = await records.UpdateAsync(account, cancellationToken);
        return recorded.IsSuccess ? id : recorded.Failure;
    }

    private async Task<IdentityResult> StoreChangeAsync(CrmUser account, bool endSessions, ImmutableArray<string>? names, CancellationToken cancellationToken)
    {
        await using var transaction = await context.BeginWriteAsync(cancellationToken);
        var changed = endSessions ? await users.UpdateSecurityStampAsync(account) : await users.UpdateAsync(account);
        if (changed.Succeeded && names is { } given)
            changed = await ReplaceRolesAsync(account, given);
        if (changed.Succeeded)
            await transaction.CommitAsync(cancellationToken);
        return changed;
    }

    private async Task<IdentityResult> ReplaceRolesAsync(CrmUser account, ImmutableArray<string> names)
    {
        var removed = await users.RemoveFromRolesAsync(account, await users.GetRolesAsync(account));
        return removed.Succeeded ? await AddToRolesAsync(account, names) : removed;
    }

    /// <summary>Identity keeps a row per role that is held; a role defined meanwhile gets its row now.</summary>
    private async Task<IdentityResult> AddToRolesAsync(CrmUser account, ImmutableArray<string> names)
    {
        foreach (var name in names)
            if (!await roles.RoleExistsAsync(name) && await roles.CreateAsync(new CrmRole { Id = Guid.CreateVersion7(), Name = name }) is { Succeeded: false } refused)
                return refused;
        return await users.AddToRolesAsync(account, names.Distinct());
    }

    [LoggerMessage(2001, LogLevel.Error, "The account {UserId} could not be taken back after its record was refused.")]
    private partial void LogLeftBehind(Guid userId);
}
