using System.Collections.Immutable;
using Crm.Platform.Records.History;

namespace Crm.Platform.Records.Importing.Jobs;

/// <summary>How an import was taken back.</summary>
/// <param name="At">UTC.</param>
/// <param name="Undone">Records that are as they were before it.</param>
/// <param name="LeftCount">Records that were changed later and left as they are.</param>
/// <param name="Left">The first of those, with reasons.</param>
public sealed record ImportUndo(DateTime At, int Undone, int LeftCount, ImmutableArray<UndoLeft> Left);
