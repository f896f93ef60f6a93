using Crm.Platform.Abstractions;
using Crm.Platform.Records.Writing;
using Crm.Platform.Storage.Files;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Files;

/// <summary>Ties an upload to the field of the record that names it, and lets go of the one before, unless the history may bring it back.</summary>
internal sealed class FileStep(string kind) : IFieldStep
{
    public string Kind => kind;

    public async Task RunAsync(FieldChange change, CancellationToken cancellationToken)
    {
        if (!change.HasChanged)
            return;
        var id = (change.Record[change.Field.Name] as CompositeValue)?["id"] as Guid?;
        if (id is { } wanted)
        {
            var row = await change.Context.Files.FirstOrDefaultAsync(f => f.Id == wanted, cancellationToken);
            if (row is null || !MayTake(row, change) || !change.Shared<Claims>().Files.Add(wanted))
            {
                change.Report(new Problem(change.Field.Name, "field.file", $"{change.Field.Title}: there is no such upload of yours, or another record holds it."));
                return;
            }
            if (FileProblems.Against(change.Field, row.Name, row.Size, row.ContentType) is { } problem)
            {
                change.Report(problem);
                return;
            }
            change.Record[change.Field.Name] = Value(row);
        }
        change.Then(token => TieAsync(change, id, token));
    }

    private static CompositeValue Value(FileRow row) =>
        CompositeValue.Empty.With("id", row.Id).With("name", row.Name).With("size", row.Size).With("contentType", row.ContentType);

    private static bool MayTake(FileRow row, FieldChange change) => row.RecordId is null
        ? change.Caller.IsPlatform || change.Caller.Made(row.UploadedById, row.UploadedByClient)
        : row.RecordId == change.Record.Id && row.Field == change.Field.Name;

    private static async Task<Failure?> TieAsync(FieldChange change, Guid? id, CancellationToken cancellationToken)
    {
        var (entity, record, field) = (change.Record.Layout.Entity.Name, change.Record.Id, change.Field.Name);
        if (!change.Record.Layout.Entity.Audit)
            await LetGoAsync(change, id, cancellationToken);
        if (id is null)
            return null;
        var tied = await change.Context.Files.Where(f => f.Id == id && (f.RecordId == null || (f.RecordId == record && f.Field == field))).ExecuteUpdateAsync(
            set => set.SetProperty(f => f.RecordId, record).SetProperty(f => f.Entity, entity).SetProperty(f => f.Field, field).SetProperty(f => f.LooseSince, (DateTime?)null), cancellationToken);
        return tied == 1 ? null : new Conflict("field.file", $"{change.Field.Title}: another record took this upload meanwhile.");
    }

    /// <summary>Of the files the field held before.</summary>
    private static Task<int> LetGoAsync(FieldChange change, Guid? kept, CancellationToken cancellationToken)
    {
        var (entity, record, field, now) = (change.Record.Layout.Entity.Name, change.Record.Id, change.Field.Name, change.Now);
        return change.Context.Files.Where(f => f.RecordId == record && f.Entity == entity && f.Field == field && f.Id != kept).ExecuteUpdateAsync(
            set => set.SetProperty(f => f.RecordId, (Guid?)null).SetProperty(f => f.Entity, (string?)null).SetProperty(f => f.Field, (string?)null).SetProperty(f => f.LooseSince, now), cancellationToken);
    }

    /// <summary>Uploads taken in this transaction by records not yet saved.</summary>
    private sealed class Claims
    {
        public HashSet<Guid> Files { get; } = [];
    }
}
