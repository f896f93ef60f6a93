using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Records.Reading;
using Crm.Platform.Screens.Shell;

namespace Crm.Platform.Screens.Fields;

/// <summary>Finds the records a lookup may point at.</summary>
internal sealed class LookupSearch(SeenDefinitions seen, IRecordReader reader, IFieldKindRegistry kinds)
{
    private const int Shown = 8;

    /// <summary>The best matches by name; without words the records changed last.</summary>
    /// <param name="filter">Condition over them, or <see langword="null"/>.</param>
    public async Task<Result<ImmutableArray<LookupOption>>> FindAsync(string entity, string words, ExpressionNode? filter, CancellationToken cancellationToken)
    {
        var caller = await seen.CallerAsync(cancellationToken);
        if (seen.Current.Entity(entity) is not { } definition)
            return new NotFound("screens.lookup.entity", $"There is no '{entity}' any more.");
        var query = new RecordQuery(entity)
        {
            Filter = filter,
            Search = string.IsNullOrWhiteSpace(words) ? null : words.Trim(),
            Sort = string.IsNullOrWhiteSpace(words) ? [new RecordSort(SystemFields.ModifiedAt, true)] : [new RecordSort(definition.DisplayField)],
            Top = Shown,
        };
        var page = await reader.QueryAsync(query, caller, cancellationToken);
        return page.IsSuccess ? page.Value.Rows.Select(r => LookupOption.Of(r.Record, kinds)).ToImmutableArray() : page.Failure;
    }

    /// <summary>The record itself, or <see langword="null"/> when it is gone or hidden.</summary>
    public async Task<Record?> ResolveAsync(string entity, Guid id, CancellationToken cancellationToken)
    {
        var found = await reader.FindAsync(entity, id, await seen.CallerAsync(cancellationToken), cancellationToken);
        return found.IsSuccess ? found.Value : null;
    }
}
