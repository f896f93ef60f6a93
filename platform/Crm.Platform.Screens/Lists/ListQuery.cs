using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Records.Reading;

namespace Crm.Platform.Screens.Lists;

/// <summary>Turns what a list shows into what is read.</summary>
internal static class ListQuery
{
    public const int PageSize = 50;

    /// <summary>The page to read, or why the filter cannot be read.</summary>
    public static Result<RecordQuery> Of(ListLayout layout, ListState state)
    {
        var filter = All([layout.View.Filter, state.Filter]);
        if (!filter.IsSuccess)
            return filter.Failure;
        return new RecordQuery(layout.Entity.Name)
        {
            Filter = filter.Value.Node,
            Search = state.Words.Length > 0 ? state.Words : null,
            Sort = layout.Sort,
            Expand = [.. layout.Columns.Select(c => c.Navigation).OfType<string>().Distinct(StringComparer.Ordinal)],
            Top = PageSize,
            Skip = (state.Page - 1) * PageSize,
        };
    }

    private static Result<Condition> All(IEnumerable<string?> conditions)
    {
        ExpressionNode? all = null;
        foreach (var text in conditions.Where(t => !string.IsNullOrWhiteSpace(t)))
        {
            var parsed = ExpressionParser.Parse(text!);
            if (!parsed.IsSuccess)
                return parsed.Failure;
            all = Conjunction.Of(all, parsed.Value);
        }
        return new Condition(all);
    }

    private readonly record struct Condition(ExpressionNode? Node);
}
