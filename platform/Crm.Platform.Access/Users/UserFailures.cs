using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Microsoft.AspNetCore.Identity;

namespace Crm.Platform.Access.Users;

/// <summary>Identity's errors as failures whose paths are the fields of the form.</summary>
internal static class UserFailures
{
    public static NotFound Unknown { get; } = new("access.user.unknown", "There is no such user.");

    public static Conflict AlreadySetUp { get; } = new("access.setup.done", "This installation is already set up.");

    public static Failure Of(IdentityResult result)
    {
        var problems = result.Errors.DistinctBy(e => PathOf(e.Code)).Select(e => new Problem(PathOf(e.Code), CodeOf(e.Code), TextOf(e))).ToImmutableArray();
        return result.Errors.Any(e => e.Code is nameof(IdentityErrorDescriber.DuplicateEmail) or nameof(IdentityErrorDescriber.DuplicateUserName))
            ? new Conflict("access.user.email_taken", "Another user already has this e-mail address.") { Problems = problems }
            : new Invalid("access.user.invalid", string.Join(' ', problems.Select(p => p.Message)), problems);
    }

    private static string PathOf(string code) =>
        code.StartsWith("Password", StringComparison.Ordinal) ? "password"
        : code.Contains("Email", StringComparison.Ordinal) || code.Contains("UserName", StringComparison.Ordinal) ? "email"
        : code.Contains("Role", StringComparison.Ordinal) ? "role"
        : "";

    private static string CodeOf(string code) => PathOf(code) switch
    {
        "email" when code.StartsWith("Duplicate", StringComparison.Ordinal) => "access.user.email_taken",
        "" => "access.user.invalid",
        var path => $"access.user.{path}",
    };

    private static string TextOf(IdentityError error) => error.Code switch
    {
        nameof(IdentityErrorDescriber.DuplicateEmail) or nameof(IdentityErrorDescriber.DuplicateUserName) => "Another user already has this e-mail address.",
        nameof(IdentityErrorDescriber.InvalidEmail) or nameof(IdentityErrorDescriber.InvalidUserName) => "That is not an e-mail address.",
        nameof(IdentityErrorDescriber.PasswordMismatch) => "The current password is not right.",
        nameof(IdentityErrorDescriber.ConcurrencyFailure) => "Somebody changed this user at the same moment. Try again.",
        _ => error.Description,
    };
}
