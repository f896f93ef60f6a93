using System.Linq.Expressions;

namespace Crm.Platform.Expressions.Querying;

/// <summary>The stored records of each entity, for conditions over lookups.</summary>
public interface IRecordSets
{
    /// <summary>An expression of type <c>IQueryable&lt;TRecord&gt;</c> over all records of an entity, the trash included: <c>context.Set&lt;TRecord&gt;(entity).Expression</c>.</summary>
    Expression Set(string entity);
}
