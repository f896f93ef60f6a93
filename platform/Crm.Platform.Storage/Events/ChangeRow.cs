namespace Crm.Platform.Storage.Events;

/// <summary>A record that was written, for those who follow what changes. Noted only of entities that somebody follows.</summary>
public sealed class ChangeRow
{
    /// <summary>The transaction it was written in, see <see cref="Databases.IDatabase.HorizonAsync"/>; the database fills it in.</summary>
    public long Position { get; init; }

    public required string Entity { get; init; }
    public required Guid RecordId { get; init; }

    /// <summary>Where only values followed from another record's change: the fields, with commas between; <see langword="null"/> when the record itself was changed.</summary>
    public string? Fields { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }
}
