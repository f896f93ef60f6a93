using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Rights;

/// <summary>Failures as their reader may have them: none names a field that is hidden from the reader.</summary>
internal static class SafeFailures
{
    public static Failure For(EntityAccess access, Failure failure) => failure switch
    {
        Invalid invalid when invalid.Problems.Any(p => IsHidden(access, p)) => Without(access, invalid),
        Conflict conflict when conflict.Problems.Any(p => IsHidden(access, p)) => new Conflict(conflict.Code, $"These values clash with another {access.Seen.Title.ToLowerInvariant()}."),
        _ => failure,
    };

    private static Invalid Without(EntityAccess access, Invalid invalid)
    {
        var hidden = new Problem("", "access.hidden", $"This {access.Seen.Title.ToLowerInvariant()} needs something that is not open to you.");
        return new Invalid(invalid.Code, invalid.Problems.Length == 1 ? hidden.Message : invalid.Message, [.. invalid.Problems.Select(p => IsHidden(access, p) ? hidden : p).Distinct()]);
    }

    // Paths may go on into a value: tags[2], address.city. That a name is unknown is what the sender of a hidden one is to be told.
    private static bool IsHidden(EntityAccess access, Problem problem) => problem.Code != "field.unknown" && access.IsHidden(problem.Path.Split('.', '[')[0]);
}
