using System.Collections.Frozen;
using Crm.Platform.Access.Storage;
using Microsoft.AspNetCore.Identity;

namespace Crm.Platform.Access.Users;

/// <summary>Length, not composition, makes a password strong; what is guessed first is refused by name.</summary>
internal sealed class PasswordRules : IPasswordValidator<CrmUser>
{
    public const int MinLength = 8;

    /// <summary>Hashing cost grows with length; nobody types more.</summary>
    public const int MaxLength = 128;

    private static readonly FrozenSet<string> GuessedFirst = new[]
    {
        "password", "password1", "password12", "password123", "password1234", "passw0rd", "p@ssw0rd", "p@ssword", "12345678", "123456789", "1234567890", "87654321", "qwertyui", "qwertyuiop", "qwerty123", "1q2w3e4r",
        "1qaz2wsx", "abcdefgh", "abcd1234", "abc12345", "letmein1", "letmein123", "welcome1", "welcome123", "iloveyou", "sunshine", "princess", "football", "baseball", "trustno1", "changeme", "changeme1", "changeme123",
        "admin123", "admin1234", "admin12345", "administrator", "superuser", "computer", "internet",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public Task<IdentityResult> ValidateAsync(UserManager<CrmUser> manager, CrmUser user, string? password) =>
        Task.FromResult(ComplaintAbout(password ?? "", user.Email ?? "") is { } complaint
            ? IdentityResult.Failed(new IdentityError { Code = "PasswordWeak", Description = complaint })
            : IdentityResult.Success);

    private static string? ComplaintAbout(string password, string email)
    {
        if (password.Length < MinLength)
            return $"The password needs at least {MinLength} characters.";
        if (password.Length > MaxLength)
            return $"The password may have at most {MaxLength} characters.";
        if (GuessedFirst.Contains(password) || password.Distinct().Count() < 4)
            return "This password is among the first that are guessed. Choose another.";
        return string.Equals(password, email, StringComparison.OrdinalIgnoreCase) ? "The password must differ from the e-mail address." : null;
    }
}
