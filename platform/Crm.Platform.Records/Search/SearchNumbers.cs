using System.Collections.Frozen;
using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Storage.Model;
using Crm.Platform.Storage.Search;
using Microsoft.EntityFrameworkCore;

namespace Crm.Platform.Records.Search;

/// <summary>The fields records are found by, with their numbers in the index. Given by the publish, so they are read once per snapshot.</summary>
internal sealed class SearchNumbers(IFieldKindRegistry kinds)
{
    /// <summary>Of an entity as the caller knows it: a field that is hidden has no number.</summary>
    public async ValueTask<ImmutableArray<NumberedField>> OfAsync(RecordModel model, RecordContext context, EntityDefinition entity, CancellationToken cancellationToken)
    {
        var known = model.Derived(_ => new Known());
        var numbers = known.Numbers ??= await ReadAsync(context, cancellationToken);
        return known.OfEntity.GetOrAdd(entity, static (e, state) => Fields(e, state.kinds, state.numbers), (kinds, numbers));
    }

    private static async Task<FrozenDictionary<(string Entity, string Field), int>> ReadAsync(RecordContext context, CancellationToken cancellationToken) =>
        (await context.SearchFields.AsNoTracking().ToListAsync(cancellationToken)).ToFrozenDictionary(f => (f.Entity, f.Field), f => f.Number);

    private static ImmutableArray<NumberedField> Fields(EntityDefinition entity, IFieldKindRegistry kinds, FrozenDictionary<(string Entity, string Field), int> numbers) =>
    [
        .. SearchFields.Of(entity, kinds).Where(f => numbers.ContainsKey((entity.Name, f.Name)))
            .Select(f => new NumberedField(f, kinds.Get(f), numbers[(entity.Name, f.Name)])),
    ];

    private sealed class Known
    {
        public FrozenDictionary<(string Entity, string Field), int>? Numbers { get; set; }

        // By reference: definitions compare by their contents, and what each set of roles sees of an entity is kept as long as the snapshot.
        public System.Collections.Concurrent.ConcurrentDictionary<EntityDefinition, ImmutableArray<NumberedField>> OfEntity { get; } = new(ReferenceEqualityComparer.Instance);
    }
}

/// <summary>A field with its number in the index.</summary>
internal sealed record NumberedField(FieldDefinition Field, IFieldKind Kind, int Number);
