using Crm.Platform.Abstractions;
using Crm.Platform.Storage.Databases;
using Crm.Platform.Storage.Events;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Exporting;

/// <summary>Notes who took out what: before the first record leaves, and again how many left.</summary>
internal sealed class ExportLog(IDatabase database, IDbContextFactory<EventContext> contexts, TimeProvider time) : IExportLog
{
    public async Task<IReadOnlyList<ExportedRow>> ListAsync(int most, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Exports.AsNoTracking().OrderByDescending(e => e.Id).Take(most).ToListAsync(cancellationToken);
    }

    public async Task<Guid> BeginAsync(ExportRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var row = new ExportedRow
        {
            Id = Guid.CreateVersion7(now),
            Entity = request.Query.Entity,
            Format = ExportFormats.Extension(request.Format),
            Query = request.Description,
            At = now.UtcDateTime,
            ActorId = caller.UserId,
            ActorName = caller.Name,
            ClientId = caller.ClientId,
            Source = caller.Source.Kind,
        };
        using var turn = await database.WriteAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Add(row);
        await context.SaveChangesAsync(cancellationToken);
        return row.Id;
    }

    /// <summary>Whoever asked may have gone: that must not keep it from being noted.</summary>
    public async Task EndAsync(Guid id, long records)
    {
        using var turn = await database.WriteAsync(CancellationToken.None);
        await using var context = await contexts.CreateDbContextAsync(CancellationToken.None);
        await context.Exports.Where(e => e.Id == id).ExecuteUpdateAsync(set => set.SetProperty(e => e.Records, records));
    }
}
