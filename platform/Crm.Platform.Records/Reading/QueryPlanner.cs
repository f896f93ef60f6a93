using System.Collections.Immutable;
using System.Linq.Expressions;
using Crm.Platform.Abstractions;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Reading;

/// <summary>Checks a query against its entity.</summary>
internal sealed class QueryPlanner(IFieldKindRegistry kinds)
{
    public Result<QueryPlan> Plan(RecordModel model, RecordContext context, EntityDefinition entity, RecordQuery query, Caller caller)
    {
        if (query.Filter is not null || query.Search is not null)
            return new Invalid("query.filter", "Filters follow with the expression compiler.", []);
        _ = kinds;
        var expand = query.Expand.Select(n => entity.Navigation(n)!).ToImmutableArray();
        var r = Expression.Parameter(typeof(StoredRecord), "r");
        return new QueryPlan(entity, [], [(Expression.Lambda(Expression.Property(r, "Id"), r), false)], expand);
    }
}
