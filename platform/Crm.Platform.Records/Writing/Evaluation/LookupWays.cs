using System.Collections.Immutable;
using Crm.Platform.Expressions.Checking;

namespace Crm.Platform.Records.Writing.Evaluation;

/// <summary>The ways over lookups that expressions take, for fetching what lies on them before they run.</summary>
internal static class LookupWays
{
    /// <summary>Each way once; one that is the beginning of another is left out.</summary>
    public static ImmutableArray<ImmutableArray<LookupStep>> Of(IEnumerable<TypedExpression> expressions)
    {
        var ways = expressions.SelectMany(e => e.Reads).Where(r => !r.Lookups.IsEmpty).Select(r => r.Lookups).DistinctBy(Text).ToList();
        return [.. ways.Where(way => !ways.Exists(other => other.Length > way.Length && Text(other).StartsWith(Text(way) + ".", StringComparison.Ordinal)))];
    }

    private static string Text(ImmutableArray<LookupStep> way) => string.Join('.', way.Select(step => step.Text));
}
