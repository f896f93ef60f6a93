namespace Crm.Platform.Records.Reading.Aggregates;

/// <summary>How the records of a group become one value. Unset values never count.</summary>
public enum AggregateFunction
{
    /// <summary>How many records there are.</summary>
    Count,

    /// <summary>How many different values there are; texts that differ only by the case of ASCII letters are the same.</summary>
    CountDistinct,

    /// <summary>The exact sum of numbers; null when there are none.</summary>
    Sum,

    /// <summary>The mean of numbers, to 28 digits; null when there are none.</summary>
    Average,

    /// <summary>The smallest or earliest; null when there are none.</summary>
    Min,

    /// <summary>The largest or latest; null when there are none.</summary>
    Max,
}
