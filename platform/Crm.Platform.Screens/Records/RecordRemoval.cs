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
        var caller = await current.GetAsync(cancellationToken);
        var gone = new List<Guid>();
        Failure? failure = null;
        foreach (var id in ids)
        {
            var deleted = await writer.DeleteAsync(entity.Name, id, null, caller, cancellationToken);
            failure ??= deleted.Failure;
            if (deleted.IsSuccess)
                gone.Add(id);
        }
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
        var caller = await current.GetAsync(CancellationToken.None);
        Failure? failure = null;
        foreach (var id in ids)
            failure ??= (await writer.RestoreAsync(entity.Name, id, caller, CancellationToken.None)).Failure;
        toasts.Show(failure?.Message ?? (ids.Count == 1 ? $"{entity.Title} is back." : $"{entity.PluralTitle} are back."));
        await undone();
    }
}
