using System.Collections.Immutable;

namespace Crm.Platform.Records.Importing.Jobs;

/// <summary>One import and how far it is. An immutable picture; ask again for a newer one.</summary>
/// <param name="Entity">Entity name; empty until it is started.</param>
public sealed record ImportJob(Guid Id, string Entity, string FileName)
{
    public ImportStatus Status { get; init; }

    /// <summary>Rows dealt with so far.</summary>
    public int Rows { get; init; }

    /// <summary>Rows that became records.</summary>
    public int Created { get; init; }

    /// <summary>Rows that did not.</summary>
    public int Refused { get; init; }

    /// <summary>Records created without a link to another row of the file, because there was no such row. They are in the error file too.</summary>
    public int Unlinked { get; init; }

    /// <summary>Share of the file that is done, 0 to 1.</summary>
    public double Progress { get; init; }

    /// <summary>The first of what was wrong.</summary>
    public ImmutableArray<ImportProblem> Problems { get; init; } = [];

    /// <summary>How often which reason occurred, the most frequent first.</summary>
    public ImmutableArray<ImportReason> Reasons { get; init; } = [];

    /// <summary>Whether there is an error file.</summary>
    public bool HasErrors { get; init; }

    /// <summary>Why it did not go on to the end, or <see langword="null"/>.</summary>
    public string? Message { get; init; }

    /// <summary>How it was taken back; <see langword="null"/> while it stands.</summary>
    public ImportUndo? Undo { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Who uploaded it; null for a service client, which is then known by its name.</summary>
    public Guid? OwnerId { get; init; }

    public string? OwnerName { get; init; }

    /// <summary>Whether it can still change.</summary>
    public bool IsActive => Status is ImportStatus.Queued or ImportStatus.Running;
}

/// <summary>What is wrong with one row.</summary>
/// <param name="Row">As a spreadsheet counts rows.</param>
/// <param name="Column">The file's name for it; <see langword="null"/> for the row as a whole.</param>
public sealed record ImportProblem(int Row, string? Column, string Code, string Message);

/// <summary>How many rows were refused for one reason.</summary>
public sealed record ImportReason(string? Column, string Message, int Rows);

/// <summary>Where an import stands.</summary>
public enum ImportStatus
{
    /// <summary>The file is there, nobody started it yet.</summary>
    Uploaded,

    /// <summary>Waits for its turn.</summary>
    Queued,

    Running,

    /// <summary>Read to the end; refused rows are in the error file.</summary>
    Done,

    /// <summary>Stopped by a failure of the whole; what landed before is told.</summary>
    Failed,

    /// <summary>Stopped by a person; what landed before stays.</summary>
    Cancelled,

    /// <summary>Stopped with the server; what landed before stays.</summary>
    Interrupted,
}
