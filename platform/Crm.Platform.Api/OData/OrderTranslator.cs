using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Records.Reading;
using Microsoft.OData.UriParser;

namespace Crm.Platform.Api.OData;

/// <summary>Turns <c>$orderby</c> into sort keys.</summary>
internal static class OrderTranslator
{
    private const int MostSortKeys = 8;

    public static Result<ImmutableArray<RecordSort>> Translate(OrderByClause? clause)
    {
        var sort = ImmutableArray.CreateBuilder<RecordSort>();
        for (var at = clause; at is not null; at = at.ThenBy)
        {
            if (OperandTranslator.Translate(at.Expression) is not PathNode path)
                return Invalid.Of(new Problem("$orderby", "odata.sort_path", "A sort key must be a field or a path over a lookup: 'last_name' or 'account/name'."));
            sort.Add(new RecordSort(string.Join('.', path.Segments), at.Direction == OrderByDirection.Descending));
        }

        return sort.Count <= MostSortKeys ? sort.ToImmutable() : Invalid.Of(new Problem("$orderby", "odata.sort_keys", $"There are more than {MostSortKeys} sort keys."));
    }
}
