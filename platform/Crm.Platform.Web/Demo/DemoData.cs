using Crm.Platform.Abstractions;
using Crm.Platform.Access.Setup;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Writing;

namespace Crm.Platform.Web.Demo;

/// <inheritdoc/>
internal sealed class DemoData(IRecordReader reader, IRecordWriter writer, TimeProvider time) : IDemoData
{
    public async Task<int> FillAsync(CancellationToken cancellationToken)
    {
        var batches = DemoRecords.Make(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        if (await IsUsedAsync(batches, cancellationToken))
            return 0;
        if (await IsSetUpAsync(cancellationToken))
            batches = [.. batches.Select(b => b with { Inputs = [.. b.Inputs.Where(i => i.Id != FirstAdministrator.Id)] })];
        var made = await writer.CreateAllAsync(batches, Caller.Platform, cancellationToken);
        return made.IsSuccess ? made.Value : throw new InvalidOperationException($"The demo data does not fit the definitions: {made.Failure.Message}");
    }

    private async Task<bool> IsSetUpAsync(CancellationToken cancellationToken) =>
        (await reader.FindAsync(SystemFields.UserEntity, FirstAdministrator.Id, Caller.Platform, cancellationToken)).IsSuccess;

    /// <summary>Users do not count: the administrator may be there before the demo.</summary>
    private async Task<bool> IsUsedAsync(IReadOnlyList<NewRecords> batches, CancellationToken cancellationToken)
    {
        foreach (var entity in batches.Select(b => b.Entity).Where(e => e != SystemFields.UserEntity))
        {
            var page = await reader.QueryAsync(new RecordQuery(entity) { Top = 1 }, Caller.Platform, cancellationToken);
            // An entity the definitions lack refuses the whole demo later, with its reason.
            if (page is { IsSuccess: true, Value.Rows.IsEmpty: false })
                return true;
        }
        return false;
    }
}
