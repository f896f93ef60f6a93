using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Records.Reading;
using Crm.Platform.Screens.Records.Relations;
using Crm.Platform.Screens.Shell;

namespace Crm.Platform.Screens.Records;

/// <summary>Reads one record with everything its page names: the targets of its lookups in the same query.</summary>
internal sealed class RecordLoader(SeenDefinitions seen, IRecordReader reader)
{
    public async Task<Result<RecordRow>> LoadAsync(EntityDefinition entity, Guid id, CancellationToken cancellationToken)
    {
        var caller = await seen.CallerAsync(cancellationToken);
        var snapshot = seen.Current;
        var query = new RecordQuery(entity.Name)
        {
            Filter = new BinaryNode(BinaryOperator.Equal, new PathNode([SystemFields.Id]), new LiteralNode(id)),
            Expand = [.. entity.Fields.Concat(SystemFields.All).Where(f => f.TypeField is not null || (f.Lookup is { } target && snapshot.Entity(target) is not null)).Select(f => f.NavigationName)],
            Collections = RelationDrafts.Queries(snapshot.FormOf(entity), entity, snapshot),
            Top = 1,
        };
        var page = await reader.QueryAsync(query, caller, cancellationToken);
        if (!page.IsSuccess)
            return page.Failure;
        return page.Value.Rows.IsEmpty ? new NotFound("records.not-found", $"There is no such {entity.Title}, or you may not see it.") : page.Value.Rows[0];
    }
}
