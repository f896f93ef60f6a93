using System.Buffers;
using Crm.Platform.Abstractions;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Records.Importing.Jobs;

/// <summary>Takes a file in, streamed to disk.</summary>
internal sealed class ImportUpload(ImportStore store, IOptions<ImportOptions> options, TimeProvider time)
{
    private const int BufferSize = 64 * 1024;
    private const int LongestName = 200;

    public async Task<Result<Guid>> SaveAsync(Stream content, string fileName, Caller caller, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var job = new ImportJob(Guid.CreateVersion7(now), "", Name(fileName)) { CreatedAt = now, OwnerId = caller.UserId, OwnerName = caller.Name };
        var folder = store.Create(job.Id);
        var stored = false;
        try
        {
            stored = await CopyAsync(content, folder.Source, options.Value.MaxBytes, cancellationToken);
            if (!stored)
                return Invalid.Of(ImportProblems.TooLarge(options.Value.MaxBytes));
            await store.SaveAsync(new ImportState(job, []), cancellationToken);
            return job.Id;
        }
        finally
        {
            if (!stored)
                Directory.Delete(folder.Path, recursive: true);
        }
    }

    private static async Task<bool> CopyAsync(Stream content, string path, long most, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous);
            for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                if ((most -= read) < 0)
                    return false;
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>For people only; the file on disk has a name of its own.</summary>
    private static string Name(string fileName)
    {
        var name = string.Concat(fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..].Where(c => !char.IsControl(c))).Trim();
        return name.Length switch { 0 => "import.csv", > LongestName => name[..LongestName], _ => name };
    }
}
