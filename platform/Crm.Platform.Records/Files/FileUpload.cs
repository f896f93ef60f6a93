using System.Buffers;
using Crm.Platform.Abstractions;
using Crm.Platform.Storage.Files;
using Crm.Platform.Storage.Model;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Records.Files;

/// <summary>Takes a file in, streamed to disk; what it is, is read from its first bytes on the way.</summary>
internal sealed class FileUpload(FileFolder folder, IRecordDatabase records, IOptions<FileStoreOptions> options, TimeProvider time)
{
    private const int BufferSize = 64 * 1024;
    private const int LongestName = 200;

    public async Task<Result<UploadedFile>> SaveAsync(Stream content, string fileName, FieldDefinition? field, Caller caller, CancellationToken cancellationToken)
    {
        var (id, name) = (Guid.CreateVersion7(time.GetUtcNow()), Name(fileName));
        var kept = false;
        try
        {
            var most = Math.Min(options.Value.MaxBytes, field?.MaxBytes ?? long.MaxValue);
            var (size, type) = await CopyAsync(content, folder.Place(id), name, most, cancellationToken);
            if (Refusal(field, name, size, type, most) is { } problem)
                return Invalid.Of(problem);
            var file = new UploadedFile(id, name, size, type);
            await KeepAsync(file, caller, cancellationToken);
            kept = true;
            return file;
        }
        finally
        {
            if (!kept)
                folder.Remove(id);
        }
    }

    private static Problem? Refusal(FieldDefinition? field, string name, long size, string type, long most)
    {
        var path = field?.Name ?? "file";
        return size > most ? FileProblems.Size(path, most)
            : size == 0 ? new Problem(path, "file.empty", "The file is empty.")
            : field is null ? null : FileProblems.Against(field, name, size, type);
    }

    private async Task KeepAsync(UploadedFile file, Caller caller, CancellationToken cancellationToken)
    {
        using var turn = await records.Database.WriteAsync(cancellationToken);
        await using var context = records.Current.CreateContext();
        context.Add(new FileRow { Id = file.Id, Name = file.Name, ContentType = file.ContentType, Size = file.Size, UploadedById = caller.UserId, UploadedByClient = caller.ClientId, LooseSince = time.GetUtcNow().UtcDateTime });
        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>How long it is, at least one more than <paramref name="most"/> when it goes beyond, and its media type.</summary>
    private static async Task<(long Size, string Type)> CopyAsync(Stream content, string path, string name, long most, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous);
            // The first read is filled up, so that the head is whole however the network cuts it.
            var read = await content.ReadAtLeastAsync(buffer.AsMemory(0, BufferSize), ContentSniffer.HeadLength, throwOnEndOfStream: false, cancellationToken);
            var (size, type) = (0L, ContentSniffer.Type(buffer.AsSpan(0, Math.Min(read, ContentSniffer.HeadLength)), name));
            for (; read > 0; read = await content.ReadAsync(buffer.AsMemory(0, BufferSize), cancellationToken))
            {
                if ((size += read) > most)
                    break;
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
            return (size, type);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static string Name(string fileName)
    {
        var name = string.Concat(fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..].Where(c => !char.IsControl(c) && !char.IsSurrogate(c) && c is not ('"' or '<' or '>'))).Trim();
        // The end of a long name tells what it is.
        return name.Length switch { 0 => "file", > LongestName => name[..(LongestName - 20)] + name[^20..], _ => name };
    }
}
