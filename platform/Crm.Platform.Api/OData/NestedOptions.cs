using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Api.Wire;
using Crm.Platform.Records.Reading;
using Crm.Platform.Records.Reading.Collections;
using Microsoft.OData.UriParser;

namespace Crm.Platform.Api.OData;

/// <summary>Turns the options inside <c>$expand=lines($filter=…;$top=…)</c> into which records of a relation come along.</summary>
internal static class NestedOptions
{
    /// <param name="text">The whole <c>$expand</c> as sent, for the next link of a collection.</param>
    public static Result<(ExpandPlan Plan, CollectionQuery Query)> Of(ExpandedNavigationSelectItem item, string name, FieldSelection? select, RelationDefinition relation, EntityDefinition target, string text)
    {
        if (item is { SkipOption: not null } or { SearchOption: not null } or { ApplyOption: not null } or { ComputeOption: not null } or { LevelsOption: not null })
            return Refuse("Inside $expand of a relation stand $select, $filter, $orderby, $top, $count and $expand.");
        if (item.TopOption is < 0 or > int.MaxValue)
            return Refuse("'$top' is a whole number.");
        var lookups = Lookups(item.SelectAndExpand, target);
        if (!lookups.IsSuccess)
            return lookups.Failure;
        var sort = OrderTranslator.Translate(item.OrderByOption);
        if (!sort.IsSuccess)
            return sort.Failure;
        var query = new CollectionQuery(name, new RecordQuery(relation.Target)
        {
            Filter = item.FilterOption is { } filter ? FilterTranslator.Translate(filter) : null,
            Sort = sort.Value,
            Expand = [.. lookups.Value.Select(l => l.Navigation)],
        })
        {
            Top = (int?)item.TopOption,
            Count = item.CountOption == true,
        };
        return (new ExpandPlan(name, select) { Relation = relation, Expand = lookups.Value, Options = ExpandText.Options(text, name) }, query);
    }

    /// <summary>The lookups of the records that come along with them.</summary>
    private static Result<ImmutableArray<ExpandPlan>> Lookups(SelectExpandClause clause, EntityDefinition target)
    {
        var lookups = ImmutableArray.CreateBuilder<ExpandPlan>();
        foreach (var item in clause.SelectedItems.OfType<ExpandedNavigationSelectItem>())
        {
            var name = SelectExpandTranslator.NameOf(item);
            if (target.Relation(name) is not null)
                return Refuse("Inside the records of a relation only lookups are expanded.");
            if (SelectExpandTranslator.Refuse(item) is { } failure)
                return failure;
            lookups.Add(SelectExpandTranslator.LookupOf(item));
        }
        return lookups.ToImmutable();
    }

    private static Invalid Refuse(string message) => Invalid.Of(new Problem("$expand", "odata.expand_option", message));
}
