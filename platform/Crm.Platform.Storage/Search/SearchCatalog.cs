using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Storage.Model;
using Crm.Platform.Storage.Platform;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Storage.Search;

/// <summary>Keeps the numbers of the fields records are found by, and notes which entities have to be indexed anew.</summary>
internal sealed class SearchCatalog(IFieldKindRegistry kinds, IEnumerable<IFieldFill> fills)
{
    /// <summary>No field is called so: automatic numbers are counted by <c>entity.field:</c>.</summary>
    private const string Series = "crm_search_field";

    private readonly HashSet<string> _filled = [.. fills.Select(f => f.Kind)];

    /// <summary>Takes over what a publish changes, once renames are done. The caller saves.</summary>
    public async Task FollowAsync(PlatformContext context, PublishChange change, CancellationToken cancellationToken)
    {
        if (change.Operations.All(o => o is ChangeLayout))
            return;
        var rewritten = new RewrittenTexts(change, _filled);
        await CompleteAsync(context, change.After, rewritten.IsRewritten, rewritten.MayHold, cancellationToken);
    }

    /// <summary>Notes what a database of an earlier build lacks. The caller saves.</summary>
    public Task CompleteAsync(PlatformContext context, MetadataSnapshot present, CancellationToken cancellationToken) =>
        CompleteAsync(context, present, (_, _) => false, (_, _) => true, cancellationToken);

    /// <param name="isRewritten">Whether a field's values are others than those its words were taken from.</param>
    /// <param name="mayHold">Whether there may be values of a field that is not known yet.</param>
    private async Task CompleteAsync(
        PlatformContext context, MetadataSnapshot after, Func<EntityDefinition, FieldDefinition, bool> isRewritten, Func<EntityDefinition, FieldDefinition, bool> mayHold, CancellationToken cancellationToken)
    {
        var known = await context.SearchFields.AsNoTracking().ToDictionaryAsync(r => (r.Entity, r.Field), cancellationToken);
        var added = new List<(string Entity, FieldDefinition Field)>();
        var stale = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entity in after.Entities)
            foreach (var field in SearchFields.Of(entity, kinds))
            {
                var isKnown = known.Remove((entity.Name, field.Name), out var row);
                if (isKnown && row!.Source == Source(field) && !isRewritten(entity, field))
                    continue;
                if (isKnown)
                    context.Remove(row!);
                added.Add((entity.Name, field));
                if (isKnown || mayHold(entity, field))
                    stale.Add(entity.Name);
            }
        context.RemoveRange(known.Values);
        if (added.Count > 0)
            await AddAsync(context, added, cancellationToken);
        await NoteAsync(context, after, stale, cancellationToken);
    }

    private static async Task AddAsync(PlatformContext context, List<(string Entity, FieldDefinition Field)> added, CancellationToken cancellationToken)
    {
        await context.Database.ExecuteSqlAsync($"INSERT INTO crm_number (series, last) VALUES ({Series}, {added.Count}) ON CONFLICT (series) DO UPDATE SET last = crm_number.last + {added.Count}", cancellationToken);
        var last = await context.Database.SqlQuery<long>($"SELECT last AS \"Value\" FROM crm_number WHERE series = {Series}").SingleAsync(cancellationToken);
        foreach (var (index, (entity, field)) in added.Index())
            context.Add(new SearchFieldRow { Number = (int)last - index, Entity = entity, Field = field.Name, Source = Source(field) });
    }

    private static async Task NoteAsync(PlatformContext context, MetadataSnapshot after, HashSet<string> stale, CancellationToken cancellationToken)
    {
        var noted = await context.SearchBuilds.AsTracking().ToListAsync(cancellationToken);
        context.RemoveRange(noted.Where(b => after.Entity(b.Entity) is null));
        foreach (var build in noted.Where(b => stale.Remove(b.Entity)))
            build.Before = null;
        context.AddRange(stale.Select(entity => new SearchBuildRow { Entity = entity }));
    }

    private static string Source(FieldDefinition field) => $"{field.Kind}|{field.Formula}|{field.Rollup}";
}
