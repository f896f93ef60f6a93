using System.Collections.Immutable;
using System.Globalization;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Screens.Fields;
using Crm.Platform.Screens.Shell;

namespace Crm.Platform.Screens.Lists;

/// <summary>Says a filter in words.</summary>
internal sealed class FilterChips(IFieldKindRegistry kinds, LookupSearch lookups, LocalTime local)
{
    public async Task<ImmutableArray<FilterChip>> OfAsync(string filter, EntityDefinition entity, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(filter))
            return [];
        var parsed = ExpressionParser.Parse(filter);
        if (!parsed.IsSuccess)
            return [new FilterChip("", "", "Filter that cannot be read", "")];
        var clauses = FilterText.Parts(parsed.Value).Select(part => FilterText.Read(part, entity, kinds)).ToImmutableArray();
        // One clause written by hand has no text of its own to put back: then the filter is one chip.
        if (clauses.Any(c => c is null))
            return [new FilterChip("", "", "Own condition", "")];
        var chips = ImmutableArray.CreateBuilder<FilterChip>();
        foreach (var clause in clauses.OfType<FilterClause>())
            chips.Add(new FilterChip(clause.Field.Title, clause.Operator.Words, await ValueAsync(clause, cancellationToken), Without(clauses, clause)));
        return chips.ToImmutable();
    }

    private static string Without(ImmutableArray<FilterClause?> clauses, FilterClause gone) =>
        FilterText.Write(clauses.OfType<FilterClause>().Where(c => !ReferenceEquals(c, gone)).Select(FilterText.Write));

    private async Task<string> ValueAsync(FilterClause clause, CancellationToken cancellationToken) => clause.Value switch
    {
        null => "",
        Guid id when clause.Field.IsLookup => (await lookups.ResolveAsync(clause.Field, id, null, cancellationToken))?.Display ?? (clause.Field.PointsAt(FieldDefinition.AnyEntity) ? "one record" : "a record that is gone"),
        DateOnly day => local.Day(day),
        DateTime moment => local.ToLocal(moment).ToString("g", CultureInfo.CurrentCulture),
        var value => kinds.Get(clause.Field).Format(value, clause.Field, CultureInfo.CurrentCulture),
    };
}
