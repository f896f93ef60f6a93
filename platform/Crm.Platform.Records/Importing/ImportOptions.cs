namespace Crm.Platform.Records.Importing;

/// <summary>Limits of an import: <c>Crm:Imports:*</c>. A file beyond one of them is refused with a plain reason.</summary>
public sealed class ImportOptions
{
    public const string Section = "Crm:Imports";

    public long MaxBytes { get; set; } = 100 * 1024 * 1024;

    public int MaxRows { get; set; } = 1_000_000;

    public int MaxColumns { get; set; } = 500;

    /// <summary>In UTF-16 code units.</summary>
    public int MaxCellLength { get; set; } = 100_000;

    /// <summary>How long uploads and error files stay.</summary>
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Imports running side by side; the others queue.</summary>
    public int MostAtOnce { get; set; } = 2;
}
