using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading;
using Crm.Platform.Storage.Files;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Crm.Platform.Records.Files;

/// <inheritdoc/>
internal sealed class FileStore(FileFolder folder, FileUpload upload, IRecordDatabase records, IRecordReader reader, IOptions<FileStoreOptions> options, TimeProvider time) : IFiles
{
    public async Task<Result<UploadedFile>> UploadAsync(Stream content, string fileName, FieldDefinition? field, Caller caller, CancellationToken cancellationToken) =>
        caller.May(CallerRights.Write) ? await upload.SaveAsync(content, fileName, field, caller, cancellationToken) : Failures.MayNotWrite;

    public async Task<Result<StoredFile>> OpenAsync(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        FileRow? row;
        await using (var context = records.Current.CreateContext())
            row = await context.Files.FirstOrDefaultAsync(f => f.Id == id, cancellationToken);
        if (row is null || !await MayReadAsync(row, caller, cancellationToken) || folder.Open(id) is not { } content)
            return FileProblems.Unknown;
        return new StoredFile(new UploadedFile(row.Id, row.Name, row.Size, row.ContentType), content);
    }

    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow().UtcDateTime - options.Value.KeepLooseFor;
        var gone = await ForgetAsync(oldest, cancellationToken);
        foreach (var id in gone)
            folder.Remove(id);
        await using var context = records.Current.CreateContext();
        foreach (var chunk in folder.WrittenBefore(oldest).Chunk(500))
        {
            var known = await context.Files.Where(f => chunk.Contains(f.Id)).Select(f => f.Id).ToListAsync(cancellationToken);
            foreach (var stray in chunk.Except(known))
                folder.Remove(stray);
        }
        return gone.Count;
    }

    /// <summary>First the rows, then the contents: a crash between leaves content nobody can reach, which the next sweep finds.</summary>
    private async Task<List<Guid>> ForgetAsync(DateTime oldest, CancellationToken cancellationToken)
    {
        using var turn = await records.Database.WriteAsync(cancellationToken);
        await using var context = records.Current.CreateContext();
        var loose = await context.Files.Where(f => f.LooseSince < oldest && f.RecordId == null).Select(f => f.Id).ToListAsync(cancellationToken);
        // Asked again by the statement itself: elsewhere a record may have taken one meanwhile.
        foreach (var id in loose.ToList())
            if (await context.Files.Where(f => f.Id == id && f.RecordId == null).ExecuteDeleteAsync(cancellationToken) == 0)
                loose.Remove(id);
        return loose;
    }

    private async Task<bool> MayReadAsync(FileRow row, Caller caller, CancellationToken cancellationToken)
    {
        if (row is not { Entity: { } entity, RecordId: { } record, Field: { } field })
            return caller.May(CallerRights.Write) && caller.Made(row.UploadedById, row.UploadedByClient);
        var found = await reader.FindAsync(entity, record, caller, cancellationToken);
        // The record must hold it as the reader sees it: a field may be gone, or hidden from the caller.
        return found.IsSuccess && found.Value.Layout.Composite(field) is not null && found.Value[field] is CompositeValue value && value["id"] is Guid id && id == row.Id;
    }
}
