using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Records.Reading;
using Crm.Platform.Screens.Lists;
using Crm.Platform.Screens.Shell;

namespace Crm.Platform.Screens.Home;

/// <summary>Reads what the home page shows: how much there is, what changed last, what waits for the person.</summary>
internal sealed class HomeFigures(SeenDefinitions seen, IRecordReader reader)
{
    private const int Recent = 8;
    private const int Waiting = 6;

    // The view the shipped definitions bring; without it the tile stays away.
    private const string TaskEntity = "task";
    private const string OwnTasks = "task_mine";

    public async Task<HomeContent> ReadAsync(CancellationToken cancellationToken)
    {
        var caller = await seen.CallerAsync(cancellationToken);
        var snapshot = seen.Current;
        var entities = snapshot.Entities.Where(e => !e.System && snapshot.StandsAlone(e)).ToImmutableArray();
        return new HomeContent(
            await CountAsync(entities, caller, cancellationToken),
            await RecentAsync(entities, caller, cancellationToken),
            await WaitingAsync(snapshot, caller, cancellationToken));
    }

    private async Task<ImmutableArray<HomeCount>> CountAsync(ImmutableArray<EntityDefinition> entities, Caller caller, CancellationToken cancellationToken)
    {
        var counts = ImmutableArray.CreateBuilder<HomeCount>(entities.Length);
        foreach (var entity in entities)
        {
            var count = await reader.CountAsync(new RecordQuery(entity.Name), caller, cancellationToken);
            if (count.IsSuccess)
                counts.Add(new HomeCount(entity, count.Value));
        }
        return counts.ToImmutable();
    }

    private async Task<ImmutableArray<Record>> RecentAsync(ImmutableArray<EntityDefinition> entities, Caller caller, CancellationToken cancellationToken)
    {
        var recent = new List<Record>();
        foreach (var entity in entities)
        {
            var page = await reader.QueryAsync(new RecordQuery(entity.Name) { Sort = [new RecordSort(SystemFields.ModifiedAt, true)], Top = Recent }, caller, cancellationToken);
            if (page.IsSuccess)
                recent.AddRange(page.Value.Rows.Select(r => r.Record));
        }
        return [.. recent.OrderByDescending(r => r.ModifiedAt).Take(Recent)];
    }

    private async Task<HomeList?> WaitingAsync(MetadataSnapshot snapshot, Caller caller, CancellationToken cancellationToken)
    {
        if (snapshot.Entity(TaskEntity) is not { } entity || snapshot.ViewsOf(entity).FirstOrDefault(v => v.Name == OwnTasks) is not { } view)
            return null;
        var query = ListQuery.Of(ListLayout.Of(entity, view, new ListState(), snapshot), new ListState());
        if (!query.IsSuccess)
            return null;
        var page = await reader.QueryAsync(query.Value with { Top = Waiting }, caller, cancellationToken);
        return page.IsSuccess ? new HomeList(entity, view, page.Value.Rows, page.Value.HasMore) : null;
    }
}
