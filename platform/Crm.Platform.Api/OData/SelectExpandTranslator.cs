using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Api.Wire;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Records.Reading.Collections;
using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;

namespace Crm.Platform.Api.OData;

/// <summary>Turns <c>$select</c> and <c>$expand</c> into what is read and written.</summary>
internal static class SelectExpandTranslator
{
    public static Result<ListPlan> Apply(ListPlan plan, SelectExpandClause clause, MetadataSnapshot snapshot)
    {
        var expand = ImmutableArray.CreateBuilder<ExpandPlan>();
        var collections = ImmutableArray.CreateBuilder<CollectionQuery>();
        foreach (var item in clause.SelectedItems.OfType<ExpandedNavigationSelectItem>())
        {
            if (plan.Entity.Relation(NameOf(item)) is { } relation)
            {
                var nested = NestedOptions.Of(item, relation.Name, SelectionOf(item.SelectAndExpand), relation, snapshot.Entity(relation.Target)!, plan.Options.First(o => o.Name == "$expand").Value);
                if (!nested.IsSuccess)
                    return nested.Failure;
                expand.Add(nested.Value.Plan);
                collections.Add(nested.Value.Query);
                continue;
            }
            if (Refuse(item) is { } failure)
                return failure;
            expand.Add(LookupOf(item));
        }

        return plan with
        {
            Select = SelectionOf(clause),
            Expand = expand.ToImmutable(),
            ContextSuffix = ContextOf(clause),
            Query = plan.Query with { Expand = [.. expand.Where(e => e.Relation is null).Select(e => e.Navigation)], Collections = collections.ToImmutable() },
        };
    }

    public static Invalid? Refuse(ExpandedNavigationSelectItem item) => item switch
    {
        { FilterOption: not null } or { OrderByOption: not null } or { TopOption: not null } or { SkipOption: not null } or { CountOption: not null } or { SearchOption: not null } or { ApplyOption: not null } or { ComputeOption: not null } or { LevelsOption: not null } =>
            Refuse("odata.expand_option", "Only $select may stand inside $expand of a lookup."),
        _ when item.SelectAndExpand.SelectedItems.OfType<ExpandedNavigationSelectItem>().Any() => Refuse("odata.expand", "$expand goes one lookup deep."),
        _ => null,
    };

    private static Invalid Refuse(string code, string message) => Invalid.Of(new Problem("$expand", code, message));

    public static string NameOf(ExpandedNavigationSelectItem item) => PropertyOf(item).Name;

    public static ExpandPlan LookupOf(ExpandedNavigationSelectItem item) => new(NameOf(item), SelectionOf(item.SelectAndExpand)) { IsOfSeveral = PropertyOf(item).ToEntityType().IsAbstract };

    private static IEdmNavigationProperty PropertyOf(ExpandedNavigationSelectItem item) => ((NavigationPropertySegment)item.PathToNavigationProperty.LastSegment).NavigationProperty;

    public static FieldSelection? SelectionOf(SelectExpandClause clause)
    {
        // A navigation in $select only asks for its link, which this API does not write.
        var fields = FieldsOf(clause).ToArray();
        return clause.AllSelected || fields.Length == 0 ? null : new FieldSelection(fields);
    }

    /// <summary>Of <c>billing_address/city</c> the whole address: a field is written in one piece. Of <c>crm.account/name</c>, inside a lookup of several entities, the field.</summary>
    private static IEnumerable<string> FieldsOf(SelectExpandClause clause) =>
        clause.SelectedItems.OfType<PathSelectItem>().Select(p => p.SelectedPath.SkipWhile(s => s is TypeSegment).FirstOrDefault()).OfType<PropertySegment>().Select(p => p.Property.Name).Distinct(StringComparer.Ordinal);

    private static string ContextOf(SelectExpandClause clause)
    {
        var fields = clause.AllSelected ? [] : FieldsOf(clause);
        var expanded = clause.SelectedItems.OfType<ExpandedNavigationSelectItem>().Select(i => $"{NameOf(i)}({string.Join(',', FieldsOf(i.SelectAndExpand))})");
        var parts = string.Join(',', fields.Concat(expanded));
        return parts.Length == 0 ? "" : $"({parts})";
    }
}
