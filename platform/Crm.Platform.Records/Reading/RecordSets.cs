using System.Linq.Expressions;
using Crm.Platform.Expressions.Querying;
using Crm.Platform.Storage.Model;

namespace Crm.Platform.Records.Reading;

/// <summary>The records a query over lookups may reach.</summary>
internal sealed class RecordSets(RecordContext context) : IRecordSets
{
    public Expression Set(string entity) => ((IQueryable)context.Records(entity)).Expression;
}
