namespace Crm.Platform.Records.Exporting;

/// <summary>How an export is written.</summary>
public enum ExportFormat
{
    Csv,

    /// <summary>One array.</summary>
    Json,

    /// <summary>One object per line.</summary>
    NdJson,

    /// <summary>A spreadsheet.</summary>
    Xlsx,
}
