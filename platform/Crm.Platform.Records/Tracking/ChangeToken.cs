namespace Crm.Platform.Records.Tracking;

/// <summary>Where somebody who follows changes stands. Either of two: a place in what is noted, or what was kept for somebody who does not see every record.</summary>
/// <param name="From">Changes from this position on are not sent yet; 0 with <see cref="Kept"/>.</param>
/// <param name="Epoch">The time of noting it belongs to.</param>
public sealed record ChangeToken(Guid Epoch, long From)
{
    /// <summary>Of changes that are being sent, the position they end before; <see langword="null"/> when they are not begun.</summary>
    public long? Until { get; init; }

    /// <summary>Of changes that are being sent, the record that was sent last.</summary>
    public Guid? After { get; init; }

    /// <summary>What was kept.</summary>
    public Guid? Kept { get; init; }

    /// <summary>Of kept changes that are being sent, how many were; <see langword="null"/> when they are not begun.</summary>
    public int? Sent { get; init; }
}
