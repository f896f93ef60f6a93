using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Metadata.Publishing;

/// <summary>Works out what publishing a draft would do. Changes nothing.</summary>
internal sealed class PublishPlanner(ModelReader reader, IDefinitionStore store, SnapshotDiff diff)
{
    /// <summary>The plan, or an <see cref="Invalid"/> when the draft asks for something that cannot be done to the data.</summary>
    public async Task<Result<DraftPlan>> PlanAsync(DefinitionWorkspace workspace, CancellationToken cancellationToken)
    {
        var before = reader.Read(workspace.BaseVersion, workspace.Published.All);
        var after = reader.Read(workspace.BaseVersion + 1, workspace.Draft.All);
        var difference = diff.Compare(before.Snapshot, after);
        var faults = difference.Problems.Except(after.Problems).Select(p => p.Problem with { Path = $"{p.Name}.{p.Problem.Path}" }).ToImmutableArray();
        if (!faults.IsEmpty)
            return new Invalid("metadata.change.refused", faults[0].Message, faults);

        var tables = await store.PreviewAsync(before.Snapshot, after.Snapshot, cancellationToken);
        var plan = new PublishPlan(PlanId(workspace), workspace.BaseVersion, PlannedOperations.Of(difference, tables), difference.Losses, Broken(before, after));
        return new DraftPlan(plan, before.Snapshot, after.Snapshot);
    }

    /// <summary>Names this draft on this base and these shipped files, so a plan that was looked at is the one that runs.</summary>
    private static string PlanId(DefinitionWorkspace workspace)
    {
        var text = $"{workspace.BaseVersion}\n{workspace.DraftRevision}\n{workspace.Draft}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
    }

    /// <summary>Problems that the published definitions do not have.</summary>
    private static ImmutableArray<BrokenUse> Broken(ModelReading before, ModelReading after)
    {
        var known = before.Problems.Select(Key).ToHashSet();
        return [.. after.Problems.Where(p => !known.Contains(Key(p))).Select(p => new BrokenUse(p.Kind, p.Name, p.Problem.Path, p.Problem.Message))];
    }

    private static (string, string, string, string) Key(DefinitionProblem problem) => (problem.Kind, problem.Name, problem.Problem.Path, problem.Problem.Code);
}

/// <summary>A plan with the two models it leads from and to.</summary>
internal sealed record DraftPlan(PublishPlan Plan, MetadataSnapshot Before, MetadataSnapshot After);
