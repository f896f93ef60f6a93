using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Records.Reading;

namespace Crm.Platform.Screens.Records;

/// <summary>Reads one record with everything its page names: the targets of its lookups in the same query.</summary>
internal sealed class RecordLoader(IMetadata metadata, IRecordReader reader, ICurrentCaller current)
{
    public async Task<Result<RecordRow>> LoadAsync(EntityDefinition entity, Guid id, CancellationToken cancellationToken)
    {
        var snapshot = metadata.Current;
        var query = new RecordQuery(entity.Name)
        {
            Filter = new BinaryNode(BinaryOperator.Equal, new PathNode([SystemFields.Id]), new LiteralNode(id)),
            Expand = [.. entity.Fields.Concat(SystemFields.All).Where(f => f.Lookup is { } target && snapshot.Entity(target) is not null).Select(f => f.NavigationName)],
            Top = 1,
        };
        var page = await reader.QueryAsync(query, await current.GetAsync(cancellationToken), cancellationToken);
        if (!page.IsSuccess)
            return page.Failure;
        return page.Value.Rows.IsEmpty ? new NotFound("records.not-found", $"There is no such {entity.Title}, or you may not see it.") : page.Value.Rows[0];
    }
}
