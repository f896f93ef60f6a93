using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Files;

/// <summary>Uploaded files. Who may read the record that holds a file may read the file; while none does, only who uploaded it.</summary>
public interface IFiles
{
    /// <summary>Takes a file in, streamed to disk. It belongs to no record until one is saved with its id.</summary>
    /// <param name="fileName">As the sender calls it; for people only.</param>
    /// <param name="field">The file field it is meant for, whose rules are then checked at once; <see langword="null"/> when not known yet.</param>
    /// <returns>The file, or an <see cref="Invalid"/> with the code <c>file.size</c>, <c>file.type</c> or <c>file.empty</c>.</returns>
    Task<Result<UploadedFile>> UploadAsync(Stream content, string fileName, FieldDefinition? field, Caller caller, CancellationToken cancellationToken);

    /// <summary>The file with its content, to be disposed; <see cref="NotFound"/> also when the caller may not read it.</summary>
    Task<Result<StoredFile>> OpenAsync(Guid id, Caller caller, CancellationToken cancellationToken);

    /// <summary>Removes what no record has held for long enough, and content a crash left behind.</summary>
    /// <returns>Files removed.</returns>
    Task<int> SweepAsync(CancellationToken cancellationToken);
}

/// <summary>A file that was taken in.</summary>
/// <param name="ContentType">As found in the content.</param>
public sealed record UploadedFile(Guid Id, string Name, long Size, string ContentType);

/// <summary>A file to send.</summary>
public sealed record StoredFile(UploadedFile File, Stream Content) : IAsyncDisposable
{
    /// <summary>Whether a browser may show it in its own window: a picture that cannot carry a script.</summary>
    public bool MayShow => ContentSniffer.IsPicture(File.ContentType);

    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
