namespace Crm.Platform.Metadata.Publishing.Tombstones;

/// <summary>A column or table set aside by an earlier build, which noted names only.</summary>
/// <param name="Field">The field, or a part of one; <see langword="null"/> for a whole entity.</param>
/// <param name="StoredAs">Name of the column or table in the database.</param>
public sealed record EarlierTombstone(int Version, DateTime At, Guid? ById, string Entity, string? Field, string StoredAs);
