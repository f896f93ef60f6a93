using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Writing;

namespace Crm.Platform.Records.Merging;

/// <summary>The live records that point at some others.</summary>
internal sealed class Followers(IRecordReader reader, IMetadata metadata)
{
    /// <summary>Every lookup of every entity that points at the entity.</summary>
    public IEnumerable<(EntityDefinition Entity, FieldDefinition Lookup)> Lookups(string entity) =>
        PointingRecords.LookupsAt(metadata.Current, entity).Where(p => !p.Entity.System);

    /// <returns>The records, or a failure when there are more than <paramref name="most"/>.</returns>
    public async Task<Result<List<Record>>> OfAsync(string entity, FieldDefinition lookup, ImmutableArray<Guid> targets, int most, CancellationToken cancellationToken)
    {
        var found = new List<Record>();
        var query = new RecordQuery(entity) { Filter = new InNode(new PathNode([lookup.Name]), [.. targets.Select(id => new LiteralNode(id))]), Top = RecordQuery.MaxTop };
        for (var more = true; more;)
        {
            var page = await reader.QueryAsync(query, Caller.Platform, cancellationToken);
            if (!page.IsSuccess)
                return page.Failure;
            found.AddRange(page.Value.Rows.Select(r => r.Record));
            if (found.Count > most)
                return new Conflict("merge.too_many", "Too many records point at them; merge fewer at once.");
            query = query with { After = page.Value.Next };
            more = page.Value.HasMore;
        }
        return found;
    }
}
