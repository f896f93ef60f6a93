using Crm.Platform.Abstractions;
using Crm.Platform.Access.Storage;
using Crm.Platform.Access.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Access.Setup;

internal sealed class FirstRun(AccessContext context, SetupToken token, UserDirectory directory, SignInManager<CrmUser> signIn) : ISetup
{
    public async Task<SetupState> StateAsync(string? offered, CancellationToken cancellationToken) =>
        await IsDoneAsync(cancellationToken) ? SetupState.Done
        : token.Accepts(offered) ? SetupState.Open
        : SetupState.WrongToken;

    public async Task<Result<Guid>> CompleteAsync(string? offered, string name, string email, string password, CancellationToken cancellationToken)
    {
        if (!token.Accepts(offered))
            return await IsDoneAsync(cancellationToken) ? UserFailures.AlreadySetUp : new Forbidden("access.setup.token", "This set-up link is not valid.");
        var created = await CreateAdminAsync(name, email, password, cancellationToken);
        if (!created.IsSuccess)
            return created.Failure;
        token.Withdraw();
        if (await context.Users.FirstOrDefaultAsync(u => u.Id == created.Value, cancellationToken) is { } admin)
            await signIn.SignInAsync(admin, isPersistent: false);
        return created;
    }

    public async Task<bool> IsDoneAsync(CancellationToken cancellationToken) =>
        await context.SetupClaims.AsNoTracking().AnyAsync(cancellationToken) || await context.Users.AsNoTracking().AnyAsync(cancellationToken);

    public async Task<Result<Guid>> CreateAdminAsync(string name, string email, string password, CancellationToken cancellationToken) =>
        await IsDoneAsync(cancellationToken)
            ? UserFailures.AlreadySetUp
            : await directory.CreateFirstAsync(new NewUser(name, email, password, AccessRoles.Admin), cancellationToken);
}
