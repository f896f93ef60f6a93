using System.Globalization;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Writing;
using Crm.Platform.Screens.Parts;

namespace Crm.Platform.Screens.Records;

/// <summary>Deletes at once and offers to undo it, instead of asking first.</summary>
internal sealed class RecordRemoval(IRecordWriter writer, ICurrentCaller current, Toasts toasts)
{
    /// <param name="undone">Runs after an undo brought records back.</param>
    /// <returns>How many went to the trash; what could not is told in the toast.</returns>
    public async Task<int> DeleteAsync(EntityDefinition entity, IReadOnlyList<Guid> ids, Func<Task> undone, CancellationToken cancellationToken)
    {
        var (gone, failure) = await ChangeAsync(entity, ids, RecordChangeKind.Delete, cancellationToken);
        if (gone.Count == 0)
            toasts.Show(failure?.Message ?? "Nothing was deleted.");
        else
            toasts.Show(Words(entity, gone.Count, failure), "Undo", () => RestoreAsync(entity, gone, undone));
        return gone.Count;
    }

    private static string Words(EntityDefinition entity, int count, Failure? failure)
    {
        var what = count == 1 ? $"{entity.Title} deleted." : $"{count.ToString("N0", CultureInfo.CurrentCulture)} {entity.PluralTitle.ToLower(CultureInfo.CurrentCulture)} deleted.";
        return failure is null ? what : $"{what} Others were kept: {failure.Message}";
    }

    private async Task RestoreAsync(EntityDefinition entity, List<Guid> ids, Func<Task> undone)
    {
        var (_, failure) = await ChangeAsync(entity, ids, RecordChangeKind.Restore, CancellationToken.None);
        toasts.Show(failure?.Message ?? (ids.Count == 1 ? $"{entity.Title} is back." : $"{entity.PluralTitle} are back."));
        await undone();
    }

    /// <summary>All in one transaction and one group, which the history tells and which can be undone later too.</summary>
    private async Task<(List<Guid> Done, Failure? Failure)> ChangeAsync(EntityDefinition entity, IReadOnlyList<Guid> ids, RecordChangeKind kind, CancellationToken cancellationToken)
    {
        var caller = await current.GetAsync(cancellationToken);
        var outcomes = await writer.ChangeManyAsync(entity.Name, [.. ids.Select(id => new RecordChange(id, kind))], caller with { ChangeSet = Guid.CreateVersion7() }, cancellationToken);
        return outcomes.IsSuccess
            ? ([.. outcomes.Value.Where(o => o.IsSuccess).Select(o => o.Value)], outcomes.Value.FirstOrDefault(o => !o.IsSuccess).Failure)
            : ([], outcomes.Failure);
    }
}
