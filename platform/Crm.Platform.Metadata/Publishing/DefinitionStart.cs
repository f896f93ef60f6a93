using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Metadata.Publishing;

/// <inheritdoc/>
internal sealed class DefinitionStart(ShippedLayer shipped, ModelReader reader, IDefinitionStore store, IStoredTables tables, IPublisher publisher) : IDefinitionStart
{
    public ImmutableArray<DefinitionProblem> Problems { get; private set; } = [];

    public async Task StartAsync(string folder, CancellationToken cancellationToken)
    {
        await shipped.ReadAsync(folder, cancellationToken);
        var stored = await store.LatestAsync(cancellationToken);
        var reading = reader.Read(stored?.Version ?? 0, stored is null ? [] : DefinitionWorkspace.Effective(stored).All);
        store.Activate(reading.Snapshot);
        await tables.MendAsync(reading.Snapshot, cancellationToken);

        if (stored is null || stored.PlatformLayer != shipped.Definitions.ToString())
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
        if (!plan.Value.Losses.IsEmpty)
            return Wait(present, plan.Value.Losses[0].Message);

        var published = await publisher.PublishAsync(plan.Value.PlanId, [], stored is null ? "First start" : "New shipped definitions", Caller.Platform, cancellationToken);
        return published.IsSuccess && await store.FindAsync(published.Value.Version, cancellationToken) is { } latest
            ? reader.Read(latest.Version, DefinitionWorkspace.Effective(latest).All)
            : Wait(present, published.Failure?.Message ?? "another node publishes");
    }

    private static ModelReading Wait(ModelReading present, string reason)
    {
        var problem = new Problem("", "metadata.upgrade.waits", $"The shipped definitions changed and are not in force yet: {reason}") { Hint = "Look at the plan in the designer and publish it." };
        return present with { Problems = present.Problems.Add(new DefinitionProblem("platform", "shipped", null, problem)) };
    }
}
