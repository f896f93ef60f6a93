using System.Collections.Immutable;
using Crm.Platform.Records.Reading;

namespace Crm.Platform.Records.Exporting;

/// <summary>What to take out, and how.</summary>
/// <param name="Query">Which records, in what order; page and expands do not count.</param>
public sealed record ExportRequest(RecordQuery Query, ExportFormat Format)
{
    /// <summary>Names of the fields to write in their order; empty is all the caller sees.</summary>
    public ImmutableArray<string> Fields { get; init; } = [];

    /// <summary>Most records; <see langword="null"/> is all.</summary>
    public int? Most { get; init; }

    /// <summary>Whether columns are called by the fields' names instead of their titles. JSON always is.</summary>
    public bool WithNames { get; init; }

    /// <summary>Whether a CSV file begins with the mark by which spreadsheets know UTF-8.</summary>
    public bool WithMark { get; init; } = true;

    /// <summary>What was asked, as the log of exports keeps it.</summary>
    public string Description { get; init; } = "";
}
