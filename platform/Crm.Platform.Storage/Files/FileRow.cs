namespace Crm.Platform.Storage.Files;

/// <summary>An uploaded file; its content lies under its id in the file store. It belongs to one field of one record, or to nobody yet. With a history it stays the field's when another takes its place, to be put back.</summary>
public sealed class FileRow
{
    public required Guid Id { get; init; }

    /// <summary>Last part of the name it was uploaded under.</summary>
    public required string Name { get; init; }

    /// <summary>As found in the content.</summary>
    public required string ContentType { get; init; }

    public required long Size { get; init; }

    /// <summary>Null when a service client or the platform uploaded it.</summary>
    public Guid? UploadedById { get; init; }

    /// <summary>The service client that uploaded it, if one did.</summary>
    public string? UploadedByClient { get; init; }

    /// <summary>Since when no record holds it, UTC; null while one does.</summary>
    public DateTime? LooseSince { get; set; }

    /// <summary>Entity of the record that holds it or may put it back; null while none does.</summary>
    public string? Entity { get; set; }

    public Guid? RecordId { get; set; }

    public string? Field { get; set; }
}
