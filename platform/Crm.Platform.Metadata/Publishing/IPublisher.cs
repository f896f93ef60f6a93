using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Layers;

namespace Crm.Platform.Metadata.Publishing;

/// <summary>The way definitions change: edit the draft of the customisation layer, look at the plan, publish. Every call needs <see cref="CallerRights.Customize"/>.</summary>
public interface IPublisher
{
    /// <summary>Definitions in force, merged over all layers; of an older version when <paramref name="version"/> is given.</summary>
    Task<Result<ImmutableArray<StoredDefinition>>> DefinitionsAsync(string kind, int? version, Caller caller, CancellationToken cancellationToken);

    /// <summary>One definition in force with the layer that set each part of it; of an older version when <paramref name="version"/> is given.</summary>
    Task<Result<LayeredDefinition>> LayersAsync(string kind, string name, int? version, Caller caller, CancellationToken cancellationToken);

    /// <summary>Puts many whole definitions into the draft, or none: an <see cref="Invalid"/> lists every problem, its paths beginning with <c>definitions[i].definition.</c>.</summary>
    Task<Result<DraftState>> ImportAsync(IReadOnlyList<StoredDefinition> definitions, Caller caller, CancellationToken cancellationToken);

    /// <summary>Puts one whole definition into the draft.</summary>
    Task<Result<DraftState>> PutAsync(StoredDefinition definition, Caller caller, CancellationToken cancellationToken);

    /// <summary>Merges a JSON Merge Patch (RFC 7396) into one definition of the draft.</summary>
    Task<Result<DraftState>> PatchAsync(string kind, string name, JsonObject patch, Caller caller, CancellationToken cancellationToken);

    /// <summary>Removes one definition in the draft.</summary>
    Task<Result<DraftState>> DeleteAsync(string kind, string name, Caller caller, CancellationToken cancellationToken);

    /// <summary>What publishing would change, definition by definition.</summary>
    Task<Result<DraftState>> DraftAsync(Caller caller, CancellationToken cancellationToken);

    /// <summary>Throws the draft away.</summary>
    Task<Result<DraftState>> DiscardAsync(Caller caller, CancellationToken cancellationToken);

    /// <summary>What publishing would do to tables, data and the definitions that use what is removed.</summary>
    Task<Result<PublishPlan>> PlanAsync(Caller caller, CancellationToken cancellationToken);

    /// <summary>Publishes the draft as the next version, tables and all, or not at all.</summary>
    /// <param name="planId">The plan that was looked at: a <see cref="Conflict"/> when draft or base moved since. <see langword="null"/> plans now and publishes when nothing is lost.</param>
    /// <param name="accept">Ids of the losses that are accepted; an <see cref="Invalid"/> names those that are missing.</param>
    Task<Result<PublishOutcome>> PublishAsync(string? planId, IReadOnlyCollection<string> accept, string? note, Caller caller, CancellationToken cancellationToken);

    /// <summary>Published versions, newest first.</summary>
    Task<Result<ImmutableArray<PublishedVersion>>> VersionsAsync(Caller caller, CancellationToken cancellationToken);

    /// <summary>Makes the customisation layer of an earlier version the draft.</summary>
    Task<Result<DraftState>> RestoreAsync(int version, Caller caller, CancellationToken cancellationToken);
}

/// <summary>One definition as JSON.</summary>
public sealed record StoredDefinition(string Kind, string Name, JsonObject Json)
{
    /// <summary>The file it came from, for messages; <see langword="null"/> when it came from the database or a request.</summary>
    public string? File { get; init; }

    /// <summary>The same JSON, when it is a set's own and so never changes; a way to its text that is made once.</summary>
    internal FrozenJson? Frozen { get; init; }
}

/// <summary>The draft against the version in force.</summary>
/// <param name="BaseVersion">The published version it builds on.</param>
/// <param name="Changes">Empty when there is nothing to publish.</param>
public sealed record DraftState(int BaseVersion, ImmutableArray<DraftChange> Changes);

/// <summary>One definition that differs.</summary>
/// <param name="Change"><c>added</c>, <c>changed</c> or <c>removed</c>.</param>
public sealed record DraftChange(string Kind, string Name, string Change);

/// <summary>What publishing would do.</summary>
/// <param name="PlanId">Names this very draft on this very base.</param>
public sealed record PublishPlan(string PlanId, int BaseVersion, ImmutableArray<PlannedOperation> Operations, ImmutableArray<PlannedLoss> Losses, ImmutableArray<BrokenUse> Broken)
{
    /// <summary>Records that do not fit. Publishing is refused while there are any.</summary>
    public ImmutableArray<PlannedMisfit> Misfits { get; init; } = [];
}

/// <summary>One step of a plan.</summary>
/// <param name="Kind"><c>add_entity</c>, <c>add_field</c>, <c>remove_field</c>, <c>change_form</c> …</param>
/// <param name="Entity">Entity or definition it is about.</param>
/// <param name="Ddl">SQL it runs; empty where no table changes.</param>
/// <param name="Rows">Records in the touched table; those that get another value where values are converted or filled.</param>
public sealed record PlannedOperation(string Kind, string Entity, string? Field, ImmutableArray<string> Ddl, long Rows)
{
    /// <summary>What else to know of it, or <see langword="null"/>.</summary>
    public string? Message { get; init; }
}

/// <summary>Records that stand in the way of a change.</summary>
/// <param name="Field">The field, or <see langword="null"/> where it is about several.</param>
/// <param name="Path">The place in the draft that asks for it, beginning with the entity's name.</param>
/// <param name="Code">Stable: <c>publish.convert</c>, <c>publish.narrow</c>, <c>publish.required</c>, <c>publish.unique</c>.</param>
/// <param name="Count">All of them.</param>
/// <param name="Records">The first ten.</param>
public sealed record PlannedMisfit(string Entity, string? Field, string Path, string Code, string Message, long Count, ImmutableArray<MisfitRecord> Records);

/// <summary>One of them.</summary>
/// <param name="Display">What people call it; <see langword="null"/> for a caller who may not read records.</param>
public sealed record MisfitRecord(Guid Id, string? Display);

/// <summary>Something people would no longer see; must be accepted by id.</summary>
public sealed record PlannedLoss(string Id, string Message);

/// <summary>A definition that uses something the plan removes.</summary>
public sealed record BrokenUse(string Kind, string Name, string Path, string Message);

/// <summary>A publish that happened.</summary>
public sealed record PublishOutcome(int Version, long Milliseconds, ImmutableArray<PlannedOperation> Operations);

/// <summary>An entry of the history.</summary>
public sealed record PublishedVersion(int Version, DateTime PublishedAt, Guid? PublishedById, string? Note);
