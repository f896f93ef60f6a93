using Crm.Platform.Abstractions;
using Microsoft.AspNetCore.Components.Forms;

namespace Crm.Platform.Screens.Account;

/// <summary>Puts the problems of a failure to the fields of a form whose properties are called like their paths.</summary>
internal static class Problems
{
    /// <returns>What belongs to no field, or <see langword="null"/>.</returns>
    public static string? Show(Failure failure, EditContext form)
    {
        var messages = new ValidationMessageStore(form);
        var problems = failure switch { Invalid invalid => invalid.Problems, Conflict conflict => conflict.Problems, _ => [] };
        var placed = 0;
        foreach (var problem in problems)
        {
            if (problem.Path.Length == 0 || form.Model.GetType().GetProperty(PropertyOf(problem.Path)) is not { } property)
                continue;
            messages.Add(form.Field(property.Name), problem.Message);
            placed++;
        }
        return placed > 0 && placed == problems.Length ? null : failure.Message;
    }

    private static string PropertyOf(string path) => char.ToUpperInvariant(path[0]) + path[1..];
}
