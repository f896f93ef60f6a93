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
    private const int ShownOfEach = 4;

    /// <summary>Entities that are searched side by side; of more, one has to be chosen first.</summary>
    public const int MostAtOnce = 6;

    /// <summary>The entities a lookup may point at that the person knows: one, or several in their order.</summary>
    public ImmutableArray<EntityDefinition> TargetsOf(FieldDefinition lookup)
    {
        if (lookup.Lookup is { } one)
            return seen.Current.Entity(one) is { } target ? [target] : [];
        return lookup.PointsAt(FieldDefinition.AnyEntity)
            ? [.. seen.Current.Entities.OrderBy(e => e.Title, StringComparer.CurrentCulture)]
            : [.. lookup.Targets.Select(seen.Current.Entity).OfType<EntityDefinition>()];
    }

    /// <summary>The best matches in several entities, a few of each, in the order of the entities. One whose records may not be read has none.</summary>
    public async Task<Result<ImmutableArray<LookupOption>>> FindAsync(ImmutableArray<EntityDefinition> entities, string words, ExpressionNode? filter, CancellationToken cancellationToken)
    {
        if (entities is [var only])
            return await FindAsync(only.Name, words, filter, cancellationToken);
        var found = ImmutableArray.CreateBuilder<LookupOption>();
        foreach (var entity in entities)
            if (await FindAsync(entity.Name, words, filter, cancellationToken) is { IsSuccess: true } some)
                found.AddRange(some.Value.Take(ShownOfEach));
        return found.ToImmutable();
    }

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

    /// <summary>What a value of a lookup points at, or <see langword="null"/> when it is gone or hidden.</summary>
    /// <param name="target">The entity, where it is known; a lookup of many is not searched without it.</param>
    public async Task<Record?> ResolveAsync(FieldDefinition lookup, Guid id, string? target, CancellationToken cancellationToken)
    {
        var candidates = TargetsOf(lookup);
        foreach (var entity in target is not null ? candidates.Where(e => e.Name == target) : candidates.Length <= MostAtOnce ? candidates : [])
            if (await ResolveAsync(entity.Name, id, cancellationToken) is { } record)
                return record;
        return null;
    }

    /// <summary>The record itself, or <see langword="null"/> when it is gone or hidden.</summary>
    public async Task<Record?> ResolveAsync(string entity, Guid id, CancellationToken cancellationToken)
    {
        var found = await reader.FindAsync(entity, id, await seen.CallerAsync(cancellationToken), cancellationToken);
        return found.IsSuccess ? found.Value : null;
    }
}
