using System.Collections.Immutable;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.History;

/// <summary>Takes a group of changes back: an import, a bulk edit, a bulk delete.</summary>
public interface IChangeUndo
{
    /// <summary>
    /// Created records go to the trash, deleted ones come back, changed fields get their values back. What somebody else changed after the group did,
    /// a record as a whole or one value of it, is left as it is and told. Only who made the changes, and administrators, may; each record also needs the right to change it.
    /// </summary>
    /// <returns><see cref="NotFound"/> when there is no such group or the caller may not undo it.</returns>
    Task<Result<UndoOutcome>> UndoAsync(Guid changeSet, Caller caller, CancellationToken cancellationToken);
}

/// <summary>What became of an undo.</summary>
/// <param name="ChangeSet">The undo is a group of changes itself and can be undone by this id.</param>
/// <param name="Undone">Records that are as they were.</param>
/// <param name="LeftCount">Records that were left as they are, or of which a value was.</param>
/// <param name="Left">The first of those, with reasons.</param>
public sealed record UndoOutcome(Guid ChangeSet, int Undone, int LeftCount, ImmutableArray<UndoLeft> Left);

/// <summary>A record an undo left alone, or some value of it.</summary>
public sealed record UndoLeft(string Entity, Guid Id, string Code, string Message);
