using System.Collections.Immutable;
using Crm.Platform.Abstractions;

namespace Crm.Platform.Records.Writing.Upserts;

/// <summary>One call of <see cref="IRecordUpsert"/>. Goes in rounds: rows whose key was made meanwhile, by a row before them or by somebody else, are looked at again.</summary>
internal sealed class UpsertRun(
    KeySearch search, IRecordWriter writer, IFieldKindRegistry kinds, string entity, ImmutableArray<FieldDefinition> key, IReadOnlyList<RecordInput> inputs, Caller caller)
{
    private const int MostRounds = 4;

    private readonly Result<Upserted>?[] _outcomes = new Result<Upserted>?[inputs.Count];
    private readonly KeyValues?[] _keys = [.. inputs.Select(input => KeyValues.Of(key, kinds, input.Values.GetValueOrDefault))];

    public async Task<Result<IReadOnlyList<Result<Upserted>>>> RunAsync(CancellationToken cancellationToken)
    {
        List<int> open = [.. Enumerable.Range(0, inputs.Count).Where(HasKey)];
        for (var round = 1; open.Count > 0; round++)
        {
            var isLast = round == MostRounds;
            if (await RoundAsync(open, isLast, cancellationToken) is { } failure)
                return failure;
            open = isLast ? [] : open.FindAll(IsOpen);
        }
        var outcomes = _outcomes.Select(outcome => outcome!.Value).ToList();
        // Nobody's row was tried: that is told of the whole.
        return outcomes.Count > 0 && outcomes.TrueForAll(o => o.Failure is Forbidden) ? outcomes[0].Failure! : outcomes;
    }

    private bool IsOpen(int row) => _outcomes[row] is not { } outcome || (outcome.Failure is Conflict { Problems: var taken } && taken.Any(p => key.Any(field => field.Name == p.Path)));

    private bool HasKey(int row)
    {
        // A value that cannot be stored is told by the checks of a create.
        var missing = key.FirstOrDefault(field => inputs[row].Values.GetValueOrDefault(field.Name) is null);
        if (missing is null || inputs[row].Problems.Count > 0)
            return true;
        _outcomes[row] = Invalid.Of(new Problem(missing.Name, "upsert.key", $"{missing.Title} is the key and must be given."));
        return false;
    }

    private async Task<Failure?> RoundAsync(List<int> open, bool isLast, CancellationToken cancellationToken)
    {
        var found = await search.FindAsync(entity, key, open.Select(row => _keys[row]).OfType<KeyValues>(), caller, cancellationToken);
        if (!found.IsSuccess)
            return found.Failure;
        Guid? IdOf(int row) => _keys[row] is { } values && found.Value.TryGetValue(values, out var id) ? id : null;
        var begun = new HashSet<KeyValues>();
        var fresh = open.FindAll(row => IdOf(row) is null && (isLast || _keys[row] is not { } values || begun.Add(values)));
        await CreateAsync(fresh, cancellationToken);
        await ChangeAsync(open.FindAll(row => IdOf(row) is not null), row => IdOf(row)!.Value, cancellationToken);
        return null;
    }

    private async Task CreateAsync(List<int> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return;
        var created = await writer.CreateManyAsync(entity, rows.ConvertAll(row => inputs[row]), caller, cancellationToken);
        Note(rows, created, true);
    }

    private async Task ChangeAsync(List<int> rows, Func<int, Guid> idOf, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return;
        var changed = await writer.ChangeManyAsync(entity, rows.ConvertAll(row => new RecordChange(idOf(row), RecordChangeKind.Update) { Input = inputs[row] }), caller, cancellationToken);
        Note(rows, changed, false);
    }

    /// <summary>What refuses a whole call refuses its rows: others may stand by then.</summary>
    private void Note(List<int> rows, Result<IReadOnlyList<Result<Guid>>> outcomes, bool created)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            var outcome = outcomes.IsSuccess ? outcomes.Value[i] : outcomes.Failure;
            _outcomes[rows[i]] = outcome.IsSuccess ? new Upserted(outcome.Value, created) : outcome.Failure;
        }
    }
}
