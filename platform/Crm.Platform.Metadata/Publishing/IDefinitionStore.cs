using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Metadata.Publishing.Tombstones;
using Crm.Platform.Metadata.Snapshots;

namespace Crm.Platform.Metadata.Publishing;

/// <summary>Where versions and the draft are kept, and who can change tables. Layers travel as JSON text.</summary>
public interface IDefinitionStore
{
    /// <summary>The newest version, or <see langword="null"/> before the first.</summary>
    Task<StoredVersion?> LatestAsync(CancellationToken cancellationToken);

    /// <summary>Number of the newest version, or <see langword="null"/> before the first.</summary>
    Task<int?> LatestNumberAsync(CancellationToken cancellationToken);

    /// <summary>One version, or <see langword="null"/>.</summary>
    Task<StoredVersion?> FindAsync(int version, CancellationToken cancellationToken);

    /// <summary>What later versions renamed, oldest first.</summary>
    Task<ImmutableArray<StoredRename>> RenamesSinceAsync(int version, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    Task<ImmutableArray<PublishedVersion>> VersionsAsync(CancellationToken cancellationToken);

    /// <summary>The draft, or <see langword="null"/> when there is none.</summary>
    Task<StoredDraft?> DraftAsync(CancellationToken cancellationToken);

    /// <summary>Replaces the draft; <see langword="null"/> discards it.</summary>
    /// <returns><see langword="false"/> when somebody changed it after <paramref name="expectedRevision"/> (0: there was none), or it builds on a version that is not the newest.</returns>
    Task<bool> SaveDraftAsync(StoredDraft? draft, long expectedRevision, CancellationToken cancellationToken);

    /// <summary>What would happen to the tables; changes nothing.</summary>
    Task<ImmutableArray<TableChange>> PreviewAsync(PublishChange change, CancellationToken cancellationToken);

    /// <summary>Every record of a table in the order of the ids, the trash included.</summary>
    /// <param name="stored">Named as the table is, its fields as the columns are.</param>
    IAsyncEnumerable<Record> RowsAsync(EntityDefinition stored, CancellationToken cancellationToken);

    /// <summary>Living records of a table.</summary>
    /// <param name="stored">Named as the table is.</param>
    Task<long> CountAsync(EntityDefinition stored, CancellationToken cancellationToken);

    /// <summary>What is kept aside, newest first.</summary>
    Task<ImmutableArray<Tombstone>> TombstonesAsync(CancellationToken cancellationToken);

    /// <summary>Destroys what a tombstone keeps, for good; of an entity also what was kept of its fields.</summary>
    /// <returns><see langword="false"/> when there is none of that id (any more).</returns>
    Task<bool> PurgeAsync(Guid tombstone, CancellationToken cancellationToken);

    /// <summary>Changes the tables and stores the version in one transaction, discards the draft, and puts the snapshot in force.</summary>
    /// <param name="draftRevision">The draft the version was made of (0: there was none).</param>
    /// <returns>A <see cref="Conflict"/> when another version or a record that does not fit came first, or the draft moved; then nothing changed.</returns>
    Task<Result<MetadataSnapshot>> CommitAsync(StoredVersion version, long draftRevision, PublishChange change, CancellationToken cancellationToken);

    /// <summary>What an earlier build set aside and <see cref="UpgradeAsync"/> has not seen yet.</summary>
    Task<ImmutableArray<EarlierTombstone>> EarlierTombstonesAsync(CancellationToken cancellationToken);

    /// <summary>Gives the tables of an earlier build the names of this one, and keeps the tombstones it left. Changes nothing the second time.</summary>
    /// <param name="present">The newest version.</param>
    Task UpgradeAsync(MetadataSnapshot present, ImmutableArray<Tombstone> tombstones, CancellationToken cancellationToken);

    /// <summary>Puts an already stored version in force on this node.</summary>
    void Activate(MetadataSnapshot snapshot);
}

/// <summary>A published version, frozen with the layers it was made of.</summary>
/// <param name="PlatformLayer">The shipped definitions as they were then, as JSON.</param>
/// <param name="CustomLayer">What admins changed, as JSON.</param>
public sealed record StoredVersion(int Version, string PlatformLayer, string CustomLayer, DateTime PublishedAt, Guid? PublishedById, string? Note)
{
    /// <summary>What plugins brought, in the order they build on each other.</summary>
    public ImmutableArray<StoredLayer> PluginLayers { get; init; } = [];

    /// <summary>What it renamed.</summary>
    public ImmutableArray<StoredRename> Renames { get; init; } = [];
}

/// <summary>A rename a version carried out.</summary>
/// <param name="Entity">The entity's name in that version.</param>
/// <param name="Field">The field's name in that version; <see langword="null"/> when the entity itself was renamed.</param>
/// <param name="From">The name before.</param>
public sealed record StoredRename(string Entity, string? Field, string From);

/// <summary>A plugin's layer.</summary>
/// <param name="Name">The plugin's id.</param>
/// <param name="Json">Its definitions then.</param>
public sealed record StoredLayer(string Name, string Json);

/// <summary>The customisation layer as it would be published next.</summary>
/// <param name="Revision">Counts changes from 1.</param>
public sealed record StoredDraft(int BaseVersion, string CustomLayer, long Revision);

/// <summary>One statement of a preview.</summary>
/// <param name="Table">The entity it is for, as it is called afterwards.</param>
/// <param name="Field">The field whose column it adds or renames, the fields it indexes with commas between, or <see langword="null"/>.</param>
/// <param name="Rows">Records in that table now.</param>
public sealed record TableChange(string Table, string? Field, string Sql, long Rows);
