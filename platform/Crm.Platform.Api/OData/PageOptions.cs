using System.Collections.Immutable;
using System.Globalization;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Api.OData;

/// <summary>Reads the options that are plain values.</summary>
internal static class PageOptions
{
    private const int LongestSearch = 500;

    public static Result<ListPlan> Apply(ListPlan plan, ImmutableArray<QueryOption> options)
    {
        foreach (var option in options)
        {
            var applied = Apply(plan, option);
            if (!applied.IsSuccess)
                return applied;
            plan = applied.Value;
        }

        return plan;
    }

    private static Result<ListPlan> Apply(ListPlan plan, QueryOption option) => option.Name switch
    {
        "$top" => Number(option.Value) is { } top ? plan with { Top = top } : NotANumber(option),
        "$skip" => Number(option.Value) is { } skip ? plan with { Skip = plan.Skip + skip } : NotANumber(option),
        "$skiptoken" => SkipToken.Apply(plan, option.Value),
        "$count" => bool.TryParse(option.Value, out var count) ? plan with { Count = count } : Refuse(option, "odata.count", "'$count' is true or false."),
        "$search" => Search(plan, option),
        "$format" => IsJson(option.Value) ? plan : Refuse(option, "odata.format", "Only 'json' can be had."),
        _ => plan,
    };

    private static Result<ListPlan> Search(ListPlan plan, QueryOption option)
    {
        if (option.Value.Length > LongestSearch)
            return Refuse(option, "odata.too_long", $"'$search' is longer than {LongestSearch} characters.");
        var words = option.Value.Trim();
        return plan with { Query = plan.Query with { Search = words.Length == 0 ? null : words } };
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool IsJson(string format) =>
        format.Equals("json", StringComparison.OrdinalIgnoreCase) || format.StartsWith("application/json", StringComparison.OrdinalIgnoreCase);

    private static Invalid NotANumber(QueryOption option) => Refuse(option, "odata.number", $"'{option.Name}' is a whole number from 0 to {int.MaxValue}.");

    private static Invalid Refuse(QueryOption option, string code, string message) => Invalid.Of(new Problem(option.Name, code, message));
}
