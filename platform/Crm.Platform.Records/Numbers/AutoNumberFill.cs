using Crm.Platform.Abstractions;
using Crm.Platform.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Numbers;

/// <summary>Numbers the records that exist when an automatic number is added, the oldest first.</summary>
internal sealed class AutoNumberFill(TimeProvider time) : IFieldFill
{
    private const int ChunkSize = 1000;

    public string Kind => FieldKinds.AutoNumber;

    public async Task FillAsync(RecordContext context, EntityDefinition entity, FieldDefinition field, CancellationToken cancellationToken)
    {
        var (series, now) = (new NumberSeries(), time.GetUtcNow().UtcDateTime);
        var left = await context.Records(entity.Name).CountAsync(cancellationToken);
        var records = context.Records(entity.Name).AsTracking().OrderBy(r => r.CreatedAt).ThenBy(r => r.Id);
        for (var done = 0; left > 0; done += ChunkSize, left -= ChunkSize)
        {
            foreach (var record in await records.Skip(done).Take(ChunkSize).ToListAsync(cancellationToken))
                record[field.Name] = await series.NextAsync(context, entity, field, now, Math.Min(left, ChunkSize), cancellationToken);
            await context.SaveChangesAsync(cancellationToken);
            context.ChangeTracker.Clear();
        }
    }
}
