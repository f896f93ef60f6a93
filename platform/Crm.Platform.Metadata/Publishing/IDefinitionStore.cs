using System.Collections.Immutable;
using Crm.Platform.Abstractions;
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

    /// <summary>Newest first.</summary>
    Task<ImmutableArray<PublishedVersion>> VersionsAsync(CancellationToken cancellationToken);

    /// <summary>The draft, or <see langword="null"/> when there is none.</summary>
    Task<StoredDraft?> DraftAsync(CancellationToken cancellationToken);

    /// <summary>Replaces the draft; <see langword="null"/> discards it.</summary>
    /// <returns><see langword="false"/> when somebody changed it after <paramref name="expectedRevision"/> (0: there was none), or it builds on a version that is not the newest.</returns>
    Task<bool> SaveDraftAsync(StoredDraft? draft, long expectedRevision, CancellationToken cancellationToken);

    /// <summary>What would happen to the tables; changes nothing.</summary>
    Task<ImmutableArray<TableChange>> PreviewAsync(MetadataSnapshot before, MetadataSnapshot after, CancellationToken cancellationToken);

    /// <summary>Changes the tables and stores the version in one transaction, discards the draft, and puts the snapshot in force.</summary>
    /// <param name="draftRevision">The draft the version was made of (0: there was none).</param>
    /// <returns>A <see cref="Conflict"/> when another version came first or the draft moved; then nothing changed.</returns>
    Task<Result<MetadataSnapshot>> CommitAsync(StoredVersion version, long draftRevision, MetadataSnapshot before, MetadataSnapshot after, CancellationToken cancellationToken);

    /// <summary>Puts an already stored version in force on this node.</summary>
    void Activate(MetadataSnapshot snapshot);
}

/// <summary>A published version, frozen with the layers it was made of.</summary>
/// <param name="PlatformLayer">The shipped definitions as they were then, as JSON.</param>
/// <param name="CustomLayer">What admins changed, as JSON.</param>
public sealed record StoredVersion(int Version, string PlatformLayer, string CustomLayer, DateTime PublishedAt, Guid? PublishedById, string? Note);

/// <summary>The customisation layer as it would be published next.</summary>
/// <param name="Revision">Counts changes from 1.</param>
public sealed record StoredDraft(int BaseVersion, string CustomLayer, long Revision);

/// <summary>One statement of a preview.</summary>
/// <param name="Field">The field whose column it adds or renames, the fields it indexes with commas between, or <see langword="null"/>.</param>
/// <param name="Rows">Records in that table now.</param>
public sealed record TableChange(string Table, string? Field, string Sql, long Rows);
