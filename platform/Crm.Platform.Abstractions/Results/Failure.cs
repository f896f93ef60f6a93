using System.Collections.Immutable;

namespace Crm.Platform.Abstractions;

/// <summary>An expected outcome that is not success. The set is closed: every edge converts it once with an exhaustive switch.</summary>
/// <param name="Code">Stable dotted code, part of the API.</param>
/// <param name="Message">One plain sentence for people.</param>
public abstract record Failure(string Code, string Message);

/// <summary>The thing does not exist, or the caller may not know that it does.</summary>
/// <inheritdoc cref="Failure"/>
public sealed record NotFound(string Code, string Message) : Failure(Code, Message);

/// <summary>The input breaks rules. Lists every problem found, not only the first.</summary>
/// <inheritdoc cref="Failure"/>
public sealed record Invalid(string Code, string Message, ImmutableArray<Problem> Problems) : Failure(Code, Message)
{
    /// <summary>An <see cref="Invalid"/> for a single problem, whose code and message it takes over.</summary>
    public static Invalid Of(Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return new Invalid(problem.Code, problem.Message, [problem]);
    }
}

/// <summary>The request is fine but clashes with what is stored: a taken unique value, a record still in use, a moved draft.</summary>
/// <inheritdoc cref="Failure"/>
public sealed record Conflict(string Code, string Message) : Failure(Code, Message)
{
    /// <summary>The fields that clash; empty where the clash is with the whole.</summary>
    public ImmutableArray<Problem> Problems { get; init; } = [];
}

/// <summary>The caller worked on an older version than the stored one.</summary>
/// <inheritdoc cref="Failure"/>
public sealed record Stale(string Code, string Message) : Failure(Code, Message);

/// <summary>The caller is known but has no right to do this.</summary>
/// <inheritdoc cref="Failure"/>
public sealed record Forbidden(string Code, string Message) : Failure(Code, Message);
