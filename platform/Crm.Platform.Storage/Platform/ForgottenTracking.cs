using Crm.Platform.Metadata.Publishing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Crm.Platform.Storage.Platform;

/// <summary>Ends the noting of changes where a publish writes, renames or takes away values itself: who follows an entity then has to read it anew.</summary>
internal static class ForgottenTracking
{
    public static async Task FollowAsync(DatabaseFacade transaction, PublishChange change, CancellationToken cancellationToken)
    {
        foreach (var entity in change.Operations.SelectMany(Touched).Distinct(StringComparer.Ordinal))
            await transaction.ExecuteSqlAsync($"DELETE FROM crm_tracking WHERE entity = {entity}", cancellationToken);
    }

    private static IEnumerable<string> Touched(SnapshotOperation operation) => operation switch
    {
        ChangeLayout or ChangeEntity or ChangeAddress or AddEntity or AddIndex or RemoveIndex or AddKey or RemoveKey or AddField { Definition.IsComputed: false } => [],
        RenameEntity rename => [rename.From, rename.Subject],
        _ => [operation.Subject],
    };
}
