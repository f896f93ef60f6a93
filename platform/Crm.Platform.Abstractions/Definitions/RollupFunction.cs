namespace Crm.Platform.Abstractions;

/// <summary>How the values of many records become one. Records in the trash never count, and neither do unset values.</summary>
public enum RollupFunction
{
    /// <summary>How many records there are; 0 when there are none.</summary>
    Count,

    /// <summary>Their sum; 0 when there are none.</summary>
    Sum,

    /// <summary>The smallest or earliest; null when there are none.</summary>
    Min,

    /// <summary>The largest or latest; null when there are none.</summary>
    Max,

    /// <summary>The mean, rounded to the digits of the field that holds it; null when there are none.</summary>
    Average,
}
