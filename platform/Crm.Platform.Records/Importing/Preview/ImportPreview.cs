using System.Collections.Immutable;
using Crm.Platform.Abstractions;
using Crm.Platform.Records.Importing.Mapping;

namespace Crm.Platform.Records.Importing.Preview;

/// <summary>What an import would do. Nothing is stored.</summary>
public sealed record ImportPreview(string Entity, string FileName)
{
    /// <summary>What people call the encoding.</summary>
    public string Encoding { get; init; } = "";

    /// <summary>Whether the encoding was taken because nothing better fits: look at letters beyond ASCII.</summary>
    public bool EncodingAssumed { get; init; }

    public char Delimiter { get; init; }

    /// <summary>In the order of the file.</summary>
    public ImmutableArray<PreviewColumn> Columns { get; init; } = [];

    /// <summary>The first rows as they would be stored.</summary>
    public ImmutableArray<PreviewRow> Rows { get; init; } = [];

    /// <summary>Rows looked at.</summary>
    public int RowCount { get; init; }

    /// <summary>Rows of them that would be refused. A unique value that is taken shows only when it is written.</summary>
    public int RefusedRows { get; init; }

    /// <summary>Whether the whole file was looked at.</summary>
    public bool Complete { get; init; } = true;

    /// <summary>Values that stand for nothing: lookups without a target, unknown options; the most frequent first.</summary>
    public ImmutableArray<ValueIssue> Values { get; init; } = [];

    /// <summary>What is wrong with the mapping itself; then there are no rows.</summary>
    public ImmutableArray<Problem> Problems { get; init; } = [];
}

/// <summary>A column of the file.</summary>
/// <param name="Samples">Some different cells that are not blank.</param>
/// <param name="Mapping">Where it goes; <see langword="null"/> is nowhere.</param>
public sealed record PreviewColumn(string Header, ImmutableArray<string> Samples, ColumnMapping? Mapping);

/// <summary>A row as it would be stored.</summary>
/// <param name="Cells">One per mapped column, in the order of the file.</param>
/// <param name="Problems">Of the row as a whole and of fields no column goes into.</param>
public sealed record PreviewRow(int Number, ImmutableArray<PreviewCell> Cells, ImmutableArray<string> Problems);

/// <summary>A value as people will read it, or the cell's text with what is wrong with it.</summary>
public sealed record PreviewCell(string Header, string Field, string Text, string? Problem);

/// <summary>A value of a column that stands for nothing that exists.</summary>
/// <param name="Rows">In how many rows.</param>
/// <param name="Suggestion">The existing value probably meant.</param>
public sealed record ValueIssue(string Header, string Field, string Value, int Rows, string? Suggestion);
