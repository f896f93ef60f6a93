using Crm.Platform.Abstractions;
using Crm.Platform.Records.Importing.Jobs;
using Crm.Platform.Records.Importing.Mapping;
using Crm.Platform.Records.Importing.Preview;

namespace Crm.Platform.Records.Importing;

/// <summary>Imports of files: upload, look, start, follow. Needs the right to write; an import is seen by who uploaded it and by administrators.</summary>
public interface IImports
{
    /// <summary>Keeps a file for the calls below. <see cref="Invalid"/> with the code <c>import.size</c> when it is too large.</summary>
    Task<Result<Guid>> UploadAsync(Stream content, string fileName, Caller caller, CancellationToken cancellationToken);

    /// <summary>What the import would do.</summary>
    Task<Result<ImportPreview>> PreviewAsync(Guid id, ImportMapping mapping, Caller caller, CancellationToken cancellationToken);

    /// <summary>Starts it in the background. <see cref="Invalid"/> when file or mapping do not fit, <see cref="Conflict"/> when it was started before.</summary>
    Task<Result<ImportJob>> StartAsync(Guid id, ImportMapping mapping, Caller caller, CancellationToken cancellationToken);

    /// <summary>Removes an upload that was not started; others are left as they are.</summary>
    Task DiscardAsync(Guid id, Caller caller, CancellationToken cancellationToken);

    Task<Result<ImportJob>> FindAsync(Guid id, Caller caller, CancellationToken cancellationToken);

    /// <summary>The caller's own, the newest first, without uploads that were never started.</summary>
    Task<Result<IReadOnlyList<ImportJob>>> ListAsync(Caller caller, CancellationToken cancellationToken);

    /// <summary>Stops it after the rows being written; those stay. One that has ended is left as it is.</summary>
    Task<Result<ImportJob>> CancelAsync(Guid id, Caller caller, CancellationToken cancellationToken);

    /// <summary>The error file (CSV, UTF-8). <see cref="NotFound"/> when no row was refused.</summary>
    Task<Result<Stream>> OpenErrorsAsync(Guid id, Caller caller, CancellationToken cancellationToken);

    /// <summary>Takes back what it did, also to records it created for lookups; those changed later are left and told. <see cref="Conflict"/> while it runs, when it was undone before, and for entities without a history.</summary>
    Task<Result<ImportJob>> UndoAsync(Guid id, Caller caller, CancellationToken cancellationToken);
}
