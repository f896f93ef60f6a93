namespace Crm.Platform.Storage.Events;

/// <summary>What somebody who does not see every record was sent until a moment, so that only of those they learn that they are gone.</summary>
public sealed class DeltaRow
{
    public required Guid Id { get; init; }
    public required string Entity { get; init; }
    public Guid? UserId { get; init; }
    public string? ClientId { get; init; }

    /// <summary>Changes from here on are not sent yet.</summary>
    public required long Position { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>Ids of the records, one after the other.</summary>
    public required byte[] Sent { get; set; }

    /// <summary>Of the changes that led here: ids of what is gone, then of what is new or other.</summary>
    public byte[] Gone { get; init; } = [];

    /// <inheritdoc cref="Gone"/>
    public byte[] Other { get; init; } = [];
}
