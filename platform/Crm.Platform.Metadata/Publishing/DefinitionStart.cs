using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing.Tombstones;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Metadata.Publishing;

/// <inheritdoc/>
internal sealed class DefinitionStart(ShippedLayer shipped, Workspaces workspaces, ModelReader reader, IDefinitionStore store, IPublisher publisher, EarlierDatabase earlier) : IDefinitionStart
{
    public ImmutableArray<DefinitionProblem> Problems { get; private set; } = [];

    public async Task StartAsync(string folder, CancellationToken cancellationToken)
    {
        await shipped.ReadAsync(folder, cancellationToken);
        var stored = await store.LatestAsync(cancellationToken);
        var reading = stored is null ? reader.Read(0, []) : Read(stored);
        await earlier.UpgradeAsync(reading.Snapshot, cancellationToken);
        store.Activate(reading.Snapshot);

        if (stored is null || workspaces.IsOutdated(stored))
            reading = await TakeOverAsync(stored, reading, cancellationToken);
        // A stored version knows no files; people look for the place in the file they wrote.
        Problems = [.. shipped.Problems, .. reading.Problems.Select(p => p with { File = p.File ?? shipped.FileOf(p.Kind, p.Name) })];
    }

    /// <summary>New shipped definitions go through the same plan as everything else; what would lose data, or carry along an admin's draft, waits for an admin.</summary>
    private async Task<ModelReading> TakeOverAsync(StoredVersion? stored, ModelReading present, CancellationToken cancellationToken)
    {
        if (await store.DraftAsync(cancellationToken) is not null)
            return Wait(present, "there is a draft that would be published along");
        var plan = await publisher.PlanAsync(Caller.Platform, cancellationToken);
        if (!plan.IsSuccess)
            return Wait(present, plan.Failure.Message);
        if (plan.Value.Operations.IsEmpty)
            return present;
        if (Obstacle(plan.Value) is { } obstacle)
            return Wait(present, obstacle);

        var published = await publisher.PublishAsync(plan.Value.PlanId, [], stored is null ? "First start" : "New shipped definitions", Caller.Platform, cancellationToken);
        return published.IsSuccess && await store.FindAsync(published.Value.Version, cancellationToken) is { } latest
            ? Read(latest)
            : Wait(present, published.Failure?.Message ?? "another node publishes");
    }

    private ModelReading Read(StoredVersion version) => reader.Read(version.Version, [.. workspaces.Layers(version).Effective.Shared]);

    private static string? Obstacle(PublishPlan plan) => plan.Losses.Select(l => l.Message).Concat(plan.Misfits.Select(m => m.Message)).FirstOrDefault();

    private static ModelReading Wait(ModelReading present, string reason)
    {
        var problem = new Problem("", "metadata.upgrade.waits", $"The shipped definitions changed and are not in force yet: {reason}") { Hint = "Look at the plan in the designer and publish it." };
        return present with { Problems = present.Problems.Add(new DefinitionProblem("platform", "shipped", null, problem)) };
    }
}
