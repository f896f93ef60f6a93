using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Definitions;
using Crm.Platform.Metadata.Layers;
using Crm.Platform.Metadata.Publishing.Values;
using Crm.Platform.Metadata.Snapshots;
using Crm.Platform.Metadata.Uses;

namespace Crm.Platform.Metadata.Publishing;

/// <summary>Works out what publishing a draft would do. Changes nothing.</summary>
internal sealed class PublishPlanner(ModelReader reader, IDefinitionStore store, SnapshotDiff diff, DataExaminer examiner, BrokenUses broken)
{
    /// <summary>The plan, or an <see cref="Invalid"/> when the draft asks for something that cannot be done to the data.</summary>
    public async Task<Result<DraftPlan>> PlanAsync(DefinitionWorkspace workspace, Caller caller, CancellationToken cancellationToken)
    {
        var before = reader.Read(workspace.BaseVersion, [.. workspace.Published.Effective.Shared]);
        var after = reader.Read(workspace.BaseVersion + 1, [.. workspace.Next.Effective.Shared]);
        var difference = diff.Compare(before.Snapshot, after, RenameMarks.Of(workspace.Published.Effective, workspace.Draft.Effective), await store.TombstonesAsync(cancellationToken));
        var faults = difference.Problems.Except(after.Problems).Select(p => p.Problem with { Path = $"{p.Name}.{p.Problem.Path}" }).ToImmutableArray();
        if (!faults.IsEmpty)
            return new Invalid("metadata.change.refused", faults[0].Message, faults);

        var examined = await examiner.ExamineAsync(difference.Change, cancellationToken);
        var operations = PlannedOperations.Of(examined.Change.Operations, await store.PreviewAsync(examined.Change, cancellationToken));
        var plan = new PublishPlan(PlanId(workspace), workspace.BaseVersion, operations, [.. difference.Losses, .. examined.Losses], broken.Of(before, after, examined.Change.Operations))
        {
            Misfits = MayReadAll(caller, before.Snapshot) ? examined.Misfits : [.. examined.Misfits.Select(Nameless)],
        };
        return new DraftPlan(plan, examined.Change);
    }

    /// <summary>Names this draft on this base and these shipped files, so a plan that was looked at is the one that runs.</summary>
    private static string PlanId(DefinitionWorkspace workspace)
    {
        var text = $"{workspace.BaseVersion}\n{workspace.DraftRevision}\n{workspace.Draft.Effective}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
    }

    /// <summary>Roles may hide records and fields, so only those who have every right are told what records are called.</summary>
    private static bool MayReadAll(Caller caller, MetadataSnapshot snapshot) =>
        caller.May(CallerRights.Read) && (caller.Roles is not { } roles || roles.Names.Any(name => snapshot.Role(name)?.Rights.Contains(RoleRights.Admin) == true));

    private static PlannedMisfit Nameless(PlannedMisfit misfit) => misfit with { Records = [.. misfit.Records.Select(r => r with { Display = null })] };
}

/// <summary>A plan with the change it describes.</summary>
internal sealed record DraftPlan(PublishPlan Plan, PublishChange Change);
