using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Reading;
using Microsoft.OData;
using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;

namespace Crm.Platform.Api.OData;

/// <summary>Understands a query string against the model, once per distinct string.</summary>
internal static class QueryPlanner
{
    private static readonly ImmutableArray<string> Parsed = ["$apply", "$filter", "$orderby", "$select", "$expand"];

    public static Result<ListPlan> Plan(ODataModel model, EntityDefinition entity, string query)
    {
        var (shared, token) = SkipToken.Split(query);
        var plan = Shared(model, entity, shared);
        return plan.IsSuccess && token is not null ? SkipToken.Apply(plan.Value, token) : plan;
    }

    private static Result<ListPlan> Shared(ODataModel model, EntityDefinition entity, string query)
    {
        if (model.Plans.Find(entity.Name, query) is { } known)
            return known;
        var options = QueryOptions.Read(query);
        if (!options.IsSuccess)
            return options.Failure;
        var planned = Plan(model, entity, options.Value);
        if (planned.IsSuccess)
            model.Plans.Keep(entity.Name, query, planned.Value);
        return planned;
    }

    private static Result<ListPlan> Plan(ODataModel model, EntityDefinition entity, ImmutableArray<QueryOption> options)
    {
        var plan = PageOptions.Apply(new ListPlan(entity, new RecordQuery(entity.Name), options), options);
        if (!plan.IsSuccess || !options.Any(o => Parsed.Contains(o.Name)))
            return plan;
        var parser = ParserOf(model, entity, options);
        // What it makes is what the other options are about.
        foreach (var option in options.OrderBy(o => o.Name != "$apply"))
        {
            plan = Apply(plan.Value, option, parser, entity, model);
            if (!plan.IsSuccess)
                return plan;
        }

        return plan;
    }

    private static ODataQueryOptionParser ParserOf(ODataModel model, EntityDefinition entity, ImmutableArray<QueryOption> options)
    {
        var set = model.Edm.EntityContainer.FindEntitySet(entity.Set);
        var parser = new ODataQueryOptionParser(model.Edm, set.EntityType(), set, options.ToDictionary(o => o.Name, o => o.Value, StringComparer.Ordinal));
        parser.Settings.MaximumExpansionDepth = 2;
        return parser;
    }

    private static Result<ListPlan> Apply(ListPlan plan, QueryOption option, ODataQueryOptionParser parser, EntityDefinition entity, ODataModel model)
    {
        if (OptionLimits.Check(option) is { } tooMuch)
            return tooMuch;
        try
        {
            return option.Name switch
            {
                "$apply" => ApplyTranslator.Apply(plan, parser.ParseApply()),
                "$filter" => Filtered(plan, parser.ParseFilter()),
                "$orderby" => Sorted(plan, parser.ParseOrderBy()),
                "$select" or "$expand" when plan.Groups is not null => throw new UnsupportedFilterException("Groups have what '$apply' makes, no more and no less."),
                "$select" or "$expand" => SelectExpandTranslator.Apply(plan, parser.ParseSelectAndExpand(), model.Snapshot),
                _ => plan,
            };
        }
        catch (ODataException exception)
        {
            return QueryProblem.From(option, exception, entity, model.Snapshot);
        }
        catch (Exception exception) when (exception is OverflowException or FormatException or InvalidCastException or ArgumentException)
        {
            // The parser lets some of these out where a constant does not fit its type: 'revenue gt INF'.
            return QueryProblem.From(option, new UnsupportedFilterException("A constant in it does not fit the type it is compared with."));
        }
        catch (UnsupportedFilterException exception)
        {
            return QueryProblem.From(option, exception);
        }
    }

    private static ListPlan Filtered(ListPlan plan, FilterClause? clause) => clause is null ? plan : ApplyTranslator.Filtered(plan, FilterTranslator.Translate(clause));

    private static Result<ListPlan> Sorted(ListPlan plan, OrderByClause? clause)
    {
        var sort = OrderTranslator.Translate(clause);
        return sort.IsSuccess ? By(plan, sort.Value) : sort.Failure;
    }

    private static ListPlan By(ListPlan plan, ImmutableArray<RecordSort> sort) => plan.Groups is { } groups
        ? plan with { Groups = groups with { Sort = sort } }
        : plan with { Query = plan.Query with { Sort = sort } };
}
