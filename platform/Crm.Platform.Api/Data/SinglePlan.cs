using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Api.OData;
using Crm.Platform.Records.Reading;

namespace Crm.Platform.Api.Data;

/// <summary>The query options of an address that names one record: only its shape can be chosen.</summary>
internal static class SinglePlan
{
    public static Result<ListPlan> Of(DataRequest request)
    {
        if (request.Query.Length == 0)
            return new ListPlan(request.Entity, new RecordQuery(request.Entity.Name), ImmutableArray<QueryOption>.Empty);
        var planned = QueryPlanner.Plan(request.Model, request.Entity, request.Query);
        if (!planned.IsSuccess)
            return planned;
        foreach (var option in planned.Value.Options)
            if (option.Name is not ("$select" or "$expand" or "$format"))
                return Invalid.Of(new Problem(option.Name, "odata.option_not_here", $"'{option.Name}' does not apply to a single record."));
        return planned;
    }
}
