namespace Crm.Platform.Records.Writing.Computed;

/// <summary>What the database sums up for one record; only the member of the summed type is set.</summary>
internal sealed class RollupRow
{
    /// <summary>The record that is pointed at.</summary>
    public Guid? Id { get; init; }

    /// <summary>Records with a value, or records at all for a count.</summary>
    public long Records { get; init; }

    /// <summary>A whole number, or a decimal in units of its field's scale.</summary>
    public long? Number { get; init; }

    public DateOnly? Day { get; init; }

    public DateTime? Moment { get; init; }
}
