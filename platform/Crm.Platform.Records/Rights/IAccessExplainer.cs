using System.Collections.Immutable;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Rights;

/// <summary>Explains why somebody may or may not see or change a record.</summary>
public interface IAccessExplainer
{
    /// <param name="subject">Who is asked about: the asker, or anybody when the asker has <see cref="CallerRights.Admin"/>.</param>
    /// <param name="asker">Who wants to know; a record the asker may not see is unknown.</param>
    Task<Result<AccessExplanation>> ExplainAsync(string entity, Guid id, Caller subject, Caller asker, CancellationToken cancellationToken);
}

/// <summary>What somebody may do with a record, and why.</summary>
/// <param name="Roles">Names of the roles held; empty for code inside the product.</param>
/// <param name="Actions">Read, update and delete.</param>
/// <param name="Fields">The fields the asker knows, in order.</param>
public sealed record AccessExplanation(ImmutableArray<string> Roles, ImmutableArray<ActionExplanation> Actions, ImmutableArray<FieldExplanation> Fields);

/// <param name="Reasons">What grants it, or else all that does not.</param>
public sealed record ActionExplanation(AccessAction Action, bool Allowed, ImmutableArray<AccessReason> Reasons);

/// <summary>What may be done with one field of records that may be read or written at all.</summary>
public sealed record FieldExplanation(string Field, bool Read, bool Write, ImmutableArray<AccessReason> Reasons);

/// <summary>One thing that grants or refuses.</summary>
/// <param name="Code">Stable: <c>access.own</c>, <c>access.team</c>, <c>access.all</c>, <c>access.share</c>, <c>access.criterion</c>, <c>access.ends</c>, <c>access.none</c>, <c>access.right</c>, <c>access.unreadable</c>, <c>access.field</c>, <c>access.formula</c>.</param>
/// <param name="Role">The role it comes from, or <see langword="null"/>.</param>
/// <param name="Message">One sentence for people.</param>
public sealed record AccessReason(string Code, bool Grants, string? Role, string Message);
