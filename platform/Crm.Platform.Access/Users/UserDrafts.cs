using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Access.Storage;
using Crm.Platform.Metadata.Snapshots;
using Microsoft.AspNetCore.Identity;

namespace Crm.Platform.Access.Users;

/// <summary>Checks a new person and hashes the password, before any transaction holds up other writers.</summary>
internal sealed class UserDrafts(UserManager<CrmUser> users, IMetadata metadata, TimeProvider time)
{
    /// <summary>An account ready to be stored. <see cref="Invalid"/> lists every problem.</summary>
    public async Task<Result<CrmUser>> CreateAsync(NewUser user)
    {
        var email = user.Email.Trim();
        var account = new CrmUser
        {
            Id = Guid.CreateVersion7(),
            Name = user.Name.Trim(),
            Email = email,
            UserName = email,
            CreatedAt = time.GetUtcNow().UtcDateTime,
        };
        var problems = new List<Problem?> { NameProblem(user.Name), EmailProblem(email), RoleProblem(user.Roles), await PasswordProblemAsync(account, user.Password) }.OfType<Problem>().ToImmutableArray();
        if (!problems.IsEmpty)
            return new Invalid("access.user.invalid", string.Join(' ', problems.Select(p => p.Message)), problems);
        account.PasswordHash = user.Password is null ? null : users.PasswordHasher.HashPassword(account, user.Password);
        return account;
    }

    public static Problem? NameProblem(string name) =>
        string.IsNullOrWhiteSpace(name) ? new Problem("name", "access.user.name", "A name is needed.")
        : name.Trim().Length > CrmUser.MaxNameLength ? new Problem("name", "access.user.name", $"The name may have at most {CrmUser.MaxNameLength} characters.")
        : null;

    public Problem? RoleProblem(ImmutableArray<string> names)
    {
        var snapshot = metadata.Current;
        return names.FirstOrDefault(name => snapshot.Role(name) is null) is { } unknown
            ? new Problem("roles", "access.user.role", $"There is no role '{unknown}'.") { Hint = $"Roles are {string.Join(", ", snapshot.RolesInForce.Select(r => r.Name))}." }
            : null;
    }

    private static Problem? EmailProblem(string email)
    {
        var at = email.IndexOf('@', StringComparison.Ordinal);
        var isAddress = at > 0 && at == email.LastIndexOf('@') && at < email.Length - 1 && email.Length <= 256 && !email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
        return isAddress ? null : new Problem("email", "access.user.email", "That is not an e-mail address.");
    }

    private async Task<Problem?> PasswordProblemAsync(CrmUser account, string? password)
    {
        if (password is null)
            return null;
        foreach (var validator in users.PasswordValidators)
        {
            var result = await validator.ValidateAsync(users, account, password);
            if (!result.Succeeded)
                return new Problem("password", "access.user.password", result.Errors.First().Description);
        }
        return null;
    }
}
